import type { WithdrawalGoal } from '@depot/contracts';
import type { Trx } from '../platform/database/database.js';
import type { JobRecord } from '../workflow/job-record.js';

/**
 * What the directory still wants before the token may leave: nothing, somebody's confirmation that it was done in the
 * portal, or a code that the token shows now.
 */
export type RecordAnswer = { readonly done: true } | { readonly done: false; readonly wants: 'confirmation' | 'code' };

/**
 * Whether a code made the token good for signing in; if not, why, for the person who typed it. `waitSeconds`: the tenant's
 * budget is used up so long, and nothing was sent.
 */
export type Activation =
  { readonly done: true } | { readonly done: false; readonly why: string; readonly waitSeconds?: number };

/** A token that is to leave the directory, or its user there: whose it was, and its serial as the directory names it. */
export interface Leaving {
  readonly name: string;
  readonly upn: string;
  readonly goal: WithdrawalGoal;
  /** Somebody registered it in the portal, or may have: one that the depot did not make is looked for as well. */
  readonly registered: boolean;
}

/**
 * What became of it. `nothing`: nothing of it was there. `by-hand`: somebody does it in the portal, and says so. `keep`
 * writes what the adapter remembers, in the transaction that puts the answer on record.
 */
export interface WithdrawalAnswer {
  readonly became: 'nothing' | 'done' | 'by-hand';
  readonly keep?: (trx: Trx) => Promise<void>;
}

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
  /**
   * The job has ended, or its token was given up: it is taken from its user, and out of the directory where that is the goal.
   * @throws ProblemError with Microsoft's words where the directory refuses
   */
  abstract withdraw(job: JobRecord, leaving: Leaving): Promise<WithdrawalAnswer>;
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

  override withdraw(): Promise<WithdrawalAnswer> {
    return Promise.resolve({ became: 'by-hand' });
  }
}
