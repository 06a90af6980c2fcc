const shortestMs = 250;
const longestMs = 10_000;

/**
 * How long to wait before trying again, in milliseconds: 250 to 500 first, doubling to 5,000 to 10,000. The jitter
 * keeps the stations of a depot from coming back all at once.
 * @param failures tries that failed in a row, from 0
 * @param random 0 to 1
 */
export function backoffMs(failures: number, random: number): number {
  const most = Math.min(longestMs, shortestMs * 2 ** (failures + 1));
  return Math.round((most / 2) * (1 + random));
}
