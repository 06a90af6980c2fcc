import type { PermitKind } from '@depot/contracts';
import type { WithDefault } from './columns.js';

/** What is known of a Molto2 as a whole. */
export interface MoltoTable {
  serial: string;
  model: string;
  /** For its customer key, as last heard of; null when it never said, or took a key since. */
  tries_left: number | null;
  /** The key it refused when it was last tried, by its id. */
  refused_key: string | null;
  seen_at: WithDefault<Date>;
}

/** What somebody allowed for one job on one device; its reason is in the event. */
export interface PermitTable {
  id: string;
  job_id: string;
  kind: PermitKind;
  serial: string;
  profile: number | null;
  given_at: WithDefault<Date>;
}

/** The customer key of a tenant's Molto2, sealed; a tenant without a row uses the vendor's default. */
export interface CustomerKeyTable {
  tenant_id: string;
  id: string;
  wrapped_key: Uint8Array;
  ciphertext: Uint8Array;
  set_at: Date;
}

export interface MoltoTables {
  molto: MoltoTable;
  permit: PermitTable;
  customer_key: CustomerKeyTable;
}
