import type { WithDefault } from './columns.js';

export interface SeedTable {
  id: string;
  job_id: string | null;
  purpose: 'qr' | 'own' | 'factory';
  window_id: string;
  /** Whose keys it was wrapped by before. */
  earlier_windows: WithDefault<string[]>;
  wrapped_key: Uint8Array | null;
  ciphertext: Uint8Array | null;
  fingerprint: Uint8Array;
  created_at: WithDefault<Date>;
  destroyed_at: Date | null;
}

/** The last time step accepted for a purpose: a code counts once. */
export interface AcceptedStepTable {
  seed_id: string;
  purpose: 'verify' | 'arrival' | 'activation';
  step: number;
}

export interface SeedTables {
  seed: SeedTable;
  accepted_step: AcceptedStepTable;
}
