import type { FaultResult } from './run-faults.js';

/** One run, for people. */
export function printResult(result: FaultResult): string {
  const { store, seed, faults, arrived, seconds, struck, pauses, wrong } = result;
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `    ${String(count).padStart(4)}  ${name}`)
      .join('\n');
  return [
    `${store}, seed ${String(seed)}: ${String(faults)} faults, ${String(arrived)} jobs arrived, ${seconds.toFixed(0)} s`,
    list(struck),
    ...(Object.keys(pauses).length === 0 ? [] : ['  paused or uncertain, and went on:', list(pauses)]),
    ...(wrong.length === 0 ? ['  The line held.'] : ['  Wrong:', ...wrong.map((sentence) => `    ${sentence}`)]),
  ].join('\n');
}
