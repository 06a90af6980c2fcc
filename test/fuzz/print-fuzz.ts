import type { FuzzResult } from './run-fuzz.js';

/** Two lines: how much went through which door, and what was answered. */
export function printFuzz({ seed, inputs, doors, statuses }: FuzzResult): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${String(count)}`)
      .join(', ');
  return (
    `fuzz: seed ${String(seed)}, ${String(inputs)} inputs, none answered with 5xx, none echoed: ${list(doors)}\n` +
    `fuzz: answered with ${list(statuses)}`
  );
}
