/** Of a Molto2's last tries none is spent unless somebody says so; the agent keeps the same rule. */
const lastTries = 3;

export interface KeyHistory {
  /** As last heard of; null when it never said, or took a key since. */
  readonly triesLeft: number | null;
  /** It refused the very key that would be tried. */
  readonly wasRefused: boolean;
}

/** Why a customer key should not be tried on a device without somebody's word; null where it may be. */
export function keyQuestion(serial: string, { triesLeft, wasRefused }: KeyHistory): string | null {
  if (triesLeft === 0) {
    return `Molto2 ${serial} was locked by wrong customer keys when it was last tried. Take another one; where it was reset since then, allow one try.`;
  }
  if (wasRefused) {
    const left = triesLeft === null ? '' : ` and has ${tries(triesLeft)} left before it locks`;
    return `Molto2 ${serial} refused the depot’s customer key${left}. Take another one; where it was given this key since then, allow one try.`;
  }
  if (triesLeft === null || triesLeft > lastTries) return null;
  return `Molto2 ${serial} has ${tries(triesLeft)} left for its customer key before it locks. Take another one, or allow one try.`;
}

function tries(count: number): string {
  return count === 1 ? '1 try' : `${String(count)} tries`;
}
