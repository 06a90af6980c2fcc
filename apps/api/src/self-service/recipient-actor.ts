import type { Actor } from '../audit/actor.js';
import type { KioskSession, Visit } from './kiosk-session.js';

/**
 * The recipient themself, by their job: who did something stays on the record when a person's data is erased, and so must not say
 * who they are.
 */
export function recipientActor(of: Pick<Visit, 'recipientId' | 'jobNumber'>, address: string | null): Actor {
  return { kind: 'recipient', id: of.recipientId, name: `Recipient of job ${String(of.jobNumber)}`, address };
}

/** Somebody at a kiosk who has not proved to be anybody. */
export function strangerAt(kiosk: KioskSession, address: string | null): Actor {
  return { kind: 'recipient', id: null, name: `Somebody at ${kiosk.stationName}`, address };
}
