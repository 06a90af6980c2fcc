import type { PermitKind, ProfileState } from '@depot/contracts';
import type { KnownProfile } from './known-profiles.js';

/** What somebody allowed for this job on this device. */
export interface Permit {
  readonly kind: PermitKind;
  readonly profile: number | null;
}

/** A job, a Molto2, and what is known of both. */
export interface ProfileCase {
  readonly serial: string;
  /** As the device itself lists them, in order. */
  readonly profiles: readonly ProfileState[];
  readonly known: readonly KnownProfile[];
  readonly permits: readonly Permit[];
  readonly job: {
    readonly id: string;
    readonly recipientId: string;
    /** The profile of this device that the job was begun on. */
    readonly held: number | null;
    /** The one that somebody named. */
    readonly wanted: number | null;
  };
}

/** The profile to be written, or a sentence that says why there is none, with the question that somebody may answer. */
export type ProfileChoice =
  | { readonly profile: number; readonly overwrite: boolean }
  | { readonly because: string; readonly asks: { readonly kind: PermitKind; readonly profile: number | null } | null };

/**
 * The profile a job had already; else the one that was named; else the lowest that is free on the device and on the record. One device
 * may hold profiles of one recipient only, unless somebody allowed it; a profile that holds a seed is written over only if somebody did.
 */
export function chooseProfile(given: ProfileCase): ProfileChoice {
  const { serial, known, job } = given;
  if (known.some(({ status }) => status === 'retired')) {
    return refuse(`Molto2 ${serial} is retired: it was lost. Take another one; an admin can declare it returned.`);
  }
  // What stands there is this job's own, from an earlier try or generation.
  if (job.held !== null) return { profile: job.held, overwrite: true };
  const shared = sharedWith(given);
  if (shared !== null && !allows(given, 'share')) return { because: shared, asks: { kind: 'share', profile: null } };
  return job.wanted === null ? lowestFree(given) : named(given, job.wanted);
}

function named(given: ProfileCase, wanted: number): ProfileChoice {
  const { serial, profiles, known, job } = given;
  const state = profiles.find(({ profile }) => profile === wanted);
  if (state === undefined) {
    return refuse(
      `Molto2 ${serial} has profiles 0 to ${String(profiles.length - 1)}, and the job is for profile ${String(wanted)}. Name another one.`,
    );
  }
  const owner = known.find(({ profile }) => profile === wanted);
  if (owner !== undefined && isTaken(owner, job.id)) {
    return refuse(
      `Profile ${String(wanted)} of Molto2 ${serial} belongs to job ${String(owner.jobNumber ?? '')}. Name another one.`,
    );
  }
  if (!state.occupied) return { profile: wanted, overwrite: false };
  if (given.permits.some(({ kind, profile }) => kind === 'overwrite' && profile === wanted)) {
    return { profile: wanted, overwrite: true };
  }
  return {
    because: `Profile ${String(wanted)} of Molto2 ${serial} holds a seed. Name another one, or allow this one to be written over.`,
    asks: { kind: 'overwrite', profile: wanted },
  };
}

function lowestFree({ serial, profiles, known, job }: ProfileCase): ProfileChoice {
  const taken = new Set(known.filter((one) => isTaken(one, job.id)).map(({ profile }) => profile));
  const free = profiles.find(({ profile, occupied }) => !occupied && !taken.has(profile));
  if (free !== undefined) return { profile: free.profile, overwrite: false };
  return refuse(`No profile of Molto2 ${serial} is free. Plug in another one, or name a profile to be written over.`);
}

/** A sentence where the device holds somebody else's seeds, or nobody's that is known; null where it does not. */
function sharedWith({ serial, profiles, known, job }: ProfileCase): string | null {
  const other = known.find((one) => isTaken(one, job.id) && one.recipientId !== job.recipientId);
  if (other !== undefined) {
    return `Molto2 ${serial} holds a profile for another recipient (job ${String(other.jobNumber ?? '')}). Take another one, or allow it with a reason.`;
  }
  const ours = new Set(known.filter((one) => one.recipientId === job.recipientId).map(({ profile }) => profile));
  const strange = profiles.filter(({ profile, occupied }) => occupied && !ours.has(profile)).length;
  if (strange === 0) return null;
  const seeds = strange === 1 ? 'a seed that is' : `${String(strange)} seeds that are`;
  return `Molto2 ${serial} holds ${seeds} not this recipient’s by the record. Reset it, take another one, or allow it with a reason.`;
}

/** Another job has it: what it holds, or is about to hold, counts. */
function isTaken({ status, jobId }: KnownProfile, ourJob: string): boolean {
  return (status === 'reserved' || status === 'bound') && jobId !== ourJob;
}

function allows({ permits }: ProfileCase, kind: PermitKind): boolean {
  return permits.some((permit) => permit.kind === kind);
}

function refuse(because: string): ProfileChoice {
  return { because, asks: null };
}
