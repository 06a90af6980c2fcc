/** What the screen that is open does with a scan that no field waits for; null where it has no use of its own. */
let taker: ((text: string) => void) | null = null;

/** For an `$effect`: this screen takes scans as long as it is open. */
export function takeScans(take: (text: string) => void): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** @returns whether a screen has taken it */
export function giveScan(text: string): boolean {
  taker?.(text);
  return taker !== null;
}
