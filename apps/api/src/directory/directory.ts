import type { JobRecord } from '../workflow/job-record.js';

/**
 * What the directory still wants before the token may leave: nothing, somebody's confirmation that it was done in the
 * portal, or a code that the token shows now.
 */
export type RecordAnswer = { readonly done: true } | { readonly done: false; readonly wants: 'confirmation' | 'code' };

/** Whether a code made the token good for signing in; if not, why, for the person who typed it. */
export type Activation = { readonly done: true } | { readonly done: false; readonly why: string };

/** The Entra tenant as the line sees it. Every call may come again after a crash, and then finds done what was done. */
export abstract class Directory {
  /** Serial and seed are known: whatever takes time is done now, before anybody types a code. Throws nothing for Microsoft's refusals. */
  abstract prepare(job: JobRecord): Promise<void>;
  /** A code that fits the seed, as the token shows it. It is passed on, and kept nowhere. Throws nothing for Microsoft's refusals. */
  abstract activate(job: JobRecord, code: string): Promise<Activation>;
  /**
   * Called when (serial, seed, recipient) are proved.
   * @throws ProblemError with Microsoft's words where the directory refuses
   */
  abstract record(job: JobRecord): Promise<RecordAnswer>;
  /** The job was cancelled: what was made for it goes. Throws nothing for Microsoft's refusals. */
  abstract release(job: JobRecord): Promise<void>;
}

/**
 * No connection: on the QR route Microsoft's page has taken the token already, and the operator said so; on the
 * others somebody uploads the Entra CSV in the portal, activates the token there and confirms.
 */
export class ManualDirectory extends Directory {
  override prepare(): Promise<void> {
    return Promise.resolve();
  }

  override activate(): Promise<Activation> {
    return Promise.resolve({ done: false, why: 'There is no connection to Microsoft Entra.' });
  }

  override record(job: JobRecord): Promise<RecordAnswer> {
    return Promise.resolve(job.route === 'qr' ? { done: true } : { done: false, wants: 'confirmation' });
  }

  override release(): Promise<void> {
    return Promise.resolve();
  }
}
