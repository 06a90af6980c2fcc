import type { JobRecord } from '../workflow/job-record.js';

/** What the directory still wants before the token may leave: nothing, or somebody's confirmation. */
export type RecordAnswer = { readonly done: true } | { readonly done: false };

/** The Entra tenant as the record step sees it. The manual adapter is one; Graph would be another. */
export abstract class Directory {
  /** Called when (serial, seed, recipient) are known and proved. May be called again after a crash. */
  abstract record(job: JobRecord): Promise<RecordAnswer>;
}

/**
 * No connection: on the QR route Microsoft's page has taken the token already, and the operator said so; on the
 * others somebody uploads the Entra CSV in the portal, activates the token there and confirms.
 */
export class ManualDirectory extends Directory {
  override record(job: JobRecord): Promise<RecordAnswer> {
    return Promise.resolve({ done: job.route === 'qr' });
  }
}
