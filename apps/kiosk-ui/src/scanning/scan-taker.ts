/** Does something with a scan that no field waits for. @returns false to leave it to whoever else takes scans */
type Taker = (text: string) => boolean;

/** The screen that is open, and what in it takes scans of its own: the last one is asked first. */
let takers: readonly Taker[] = [];

/** For an `$effect`: takes scans as long as it is open. */
export function takeScans(take: Taker): () => void {
  takers = [...takers, take];
  return () => {
    takers = takers.filter((each) => each !== take);
  };
}

/** @returns whether somebody has taken it */
export function giveScan(text: string): boolean {
  return takers.toReversed().some((take) => take(text));
}
