import { theDepot } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { theTenant } from '../platform/database/the-tenant.js';
import type { Services } from '../platform/services.js';
import { ClientCredential } from '../platform/vault/client-credential.js';

/** Nobody's application, which the Entra emulator knows and Microsoft does not. */
export const sampleConnection = {
  tenant: '11111111-2222-4333-8444-555555555555',
  clientId: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  secret: 'sample-secret-of-the-emulator',
} as const;

/** Where the sample is wanted and Graph is a stand-in on this machine: its application, unless there is a connection already. */
export async function makeSampleConnection({ config, work, clientCredentials }: Services): Promise<void> {
  if (!config.sample || !config.entra.graphUrl.startsWith('http:')) return;
  await work.run(async (trx) => {
    const tenantId = await theTenant(trx);
    if ((await clientCredentials.connection(trx, tenantId)) !== null) return;
    const { tenant: entraTenant, clientId, secret } = sampleConnection;
    const about = { entra_tenant: entraTenant, client_id: clientId, credential: 'secret', certificate: null } as const;
    const proof = new ClientCredential(Buffer.from(secret, 'utf8'));
    await clientCredentials.set(trx, tenantId, { ...about, proof });
    const facts = { reason: 'the sample tenant: an emulator, not Microsoft', entraTenant, clientId };
    await recordEvents(trx, [{ kind: 'directory.connected', actor: theDepot, facts }]);
  });
}
