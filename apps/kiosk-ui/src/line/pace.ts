/** How the line goes: when each token of this sitting was packed, in milliseconds of one clock. */
export interface Pace {
  readonly done: number;
  /** Tokens an hour, over the last ones; null before two are done. */
  readonly perHour: number | null;
  /** Minutes until nothing is left at that rate; null while there is none. */
  readonly minutesLeft: number | null;
}

/** So many tokens say how it goes now; the sitting's whole would remember its coffee. */
const lastOnes = 20;
const hour = 3_600_000;

/** @param packedAt when each was packed, in order @param left how many still wait or lie on the bench */
export function paceOf(packedAt: readonly number[], left: number): Pace {
  const recent = packedAt.slice(-lastOnes);
  const [first] = recent;
  const last = recent.at(-1);
  if (first === undefined || last === undefined || last <= first)
    return { done: packedAt.length, perHour: null, minutesLeft: null };
  const perHour = ((recent.length - 1) * hour) / (last - first);
  return { done: packedAt.length, perHour, minutesLeft: Math.ceil((left * 60) / perHour) };
}
