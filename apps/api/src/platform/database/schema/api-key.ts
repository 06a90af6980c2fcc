import type { KeyScope } from '@depot/contracts';
import type { WithDefault } from './columns.js';

/** A client that is no person, for one tenant, with what it may do. */
export interface ApiKeyTable {
  id: string;
  tenant_id: string;
  client: string;
  scopes: KeyScope[];
  made_by: string;
  made_at: Date;
  expires_at: Date;
  revoked_at: WithDefault<Date | null>;
}

/** What proves the client: one, or two while the earlier one runs out. */
export interface ApiKeySecretTable {
  /** What the secret begins with, and is found by. */
  begins: string;
  key_id: string;
  /** A keyed hash of the whole secret. */
  print: string;
  made_at: Date;
  until: Date;
  /** To the minute: not every request is a write. */
  last_used_at: WithDefault<Date | null>;
  last_address: WithDefault<string | null>;
}

export interface ApiKeyTables {
  api_key: ApiKeyTable;
  api_key_secret: ApiKeySecretTable;
}
