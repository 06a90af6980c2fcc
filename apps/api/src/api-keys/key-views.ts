import type { ApiKeyView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { ApiKeySecretTable, ApiKeyTable } from '../platform/database/schema/api-key.js';
import type { Database } from '../platform/database/database.js';

interface KeyInRecord extends Selectable<ApiKeyTable> {
  readonly tenant: string;
  readonly secrets: readonly Selectable<ApiKeySecretTable>[];
}

/** All keys, or one, the newest first, each with its secrets. */
export async function keysInRecord(db: Database, id?: string): Promise<KeyInRecord[]> {
  const keys = await db
    .selectFrom('api_key')
    .innerJoin('tenant', 'tenant.id', 'api_key.tenant_id')
    .selectAll('api_key')
    .select('tenant.name as tenant')
    .$if(id !== undefined, (query) => query.where('api_key.id', '=', id ?? ''))
    .orderBy('api_key.made_at', 'desc')
    .execute();
  const secrets = await db.selectFrom('api_key_secret').selectAll().orderBy('made_at', 'desc').execute();
  return keys.map((key) => ({ ...key, secrets: secrets.filter(({ key_id }) => key_id === key.id) }));
}

/** As people see it: of its secrets the latest, and an earlier one that still works. */
export function keyView(key: KeyInRecord, now: Date): ApiKeyView {
  const shown = key.secrets.filter(({ until }, at) => at === 0 || until > now);
  return {
    id: key.id,
    client: key.client,
    tenant: key.tenant,
    scopes: key.scopes,
    state: key.revoked_at !== null ? 'revoked' : key.expires_at <= now ? 'expired' : 'good',
    madeBy: key.made_by,
    madeAt: key.made_at.toISOString(),
    expiresAt: key.expires_at.toISOString(),
    revokedAt: key.revoked_at?.toISOString() ?? null,
    secrets: shown.map((secret) => ({
      begins: secret.begins,
      madeAt: secret.made_at.toISOString(),
      until: secret.until.toISOString(),
      lastUsedAt: secret.last_used_at?.toISOString() ?? null,
      lastAddress: secret.last_address,
    })),
  };
}
