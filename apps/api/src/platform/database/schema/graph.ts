import type { WithDefault } from './columns.js';

/** How the depot signs in at Entra for a tenant; the secret, or the certificate's private key, is sealed. */
export interface GraphConnectionTable {
  tenant_id: string;
  /** Of this credential: a new one is a new id. */
  id: string;
  /** Directory (tenant) id, or a verified domain. */
  entra_tenant: string;
  client_id: string;
  credential: 'secret' | 'certificate';
  /** The certificate's public half, PEM. */
  certificate: string | null;
  wrapped_key: Uint8Array;
  ciphertext: Uint8Array;
  set_at: Date;
}

/** What the directory holds of a token that a job holds or has held, as last heard of: a row for each of them. */
export interface DirectoryTokenTable {
  job_id: string;
  /** The seed it was made with: another one means another device. */
  seed_id: string;
  /** As the directory names it. */
  serial: string;
  /** `creating`: the request to make it may have gone out, so that a device with its serial is ours. */
  status: 'looking' | 'creating' | 'assigned' | 'activated' | 'unassigned';
  user_id: string | null;
  device_id: string | null;
  method_id: string | null;
  /** Somebody decided that another device with this serial may go. */
  replaces: WithDefault<boolean>;
  /** Why the last try to prepare it came to nothing. */
  trouble: string | null;
  /** Whoever works on it just now, until when: one at a time. */
  lease: string | null;
  lease_until: Date | null;
  updated_at: WithDefault<Date>;
}

export interface GraphTables {
  graph_connection: GraphConnectionTable;
  directory_token: DirectoryTokenTable;
}
