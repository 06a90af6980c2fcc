import { AccessTokens } from '@depot/api/access-tokens';
import { GraphApi } from '@depot/api/graph-api';
import { sampleConnection } from '@depot/api/sample-connection';
import type { EntraEmulator } from './emulator.js';

const tenantId = '5b1f3c9e-0000-4000-8000-000000000000';

/** The depot's way to Graph, signed in at the emulator; `pace` says when a call has its turn. */
export function sampleGraphApi({ url }: EntraEmulator, pace: Parameters<typeof GraphApi.open>[2]): GraphApi {
  const { tenant, clientId: client_id, secret } = sampleConnection;
  const names = { id: tenantId, tenant_id: tenantId, entra_tenant: tenant, client_id };
  const tokens = new AccessTokens({
    connection: { ...names, credential: 'secret', certificate: null, set_at: new Date() },
    authority: url,
    graphUrl: url,
    now: () => Date.now() / 1000,
    proof: (work) => work(secret),
  });
  return GraphApi.open(url, tokens, pace);
}
