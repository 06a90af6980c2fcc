import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { FuzzRun } from './run-fuzz.js';

export const usage = 'npm run fuzz -- [--seed S] [--inputs 100000]';

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: readonly string[]): FuzzRun {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      inputs: { type: 'string', default: '100000' },
    },
  });
  return { seed: wholeNumber('--seed', values.seed, 0), inputs: wholeNumber('--inputs', values.inputs, 1) };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > 100_000_000)
    throw new Error(`${name} must be a whole number from ${String(least)} to 100000000.`);
  return number;
}
