import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { engines } from '../stores/engines.js';
import type { Engine } from '../stores/engines.js';

export interface FaultOptions {
  readonly seed: number;
  readonly faults: number;
  /** The faults are shared out among these. */
  readonly stores: readonly Engine[];
  /** In a batch; when one is through and faults are left, another one follows. */
  readonly jobs: number;
  readonly json: boolean;
}

export const usage = `npm run faults -- [--seed S] [--faults 200] [--store ${engines.join('|')}] [--jobs 60] [--json]`;

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
      faults: { type: 'string', default: '200' },
      store: { type: 'string' },
      jobs: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
    },
  });
  const store = engines.find((engine) => engine === values.store);
  if (values.store !== undefined && store === undefined) throw new Error(`--store must be ${engines.join(', ')}.`);
  return {
    seed: wholeNumber('--seed', values.seed, 0),
    faults: wholeNumber('--faults', values.faults, 0),
    stores: store === undefined ? engines : [store],
    jobs: wholeNumber('--jobs', values.jobs, 1),
    json: values.json,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > 1_000_000) {
    throw new Error(`${name} must be a whole number from ${String(least)} to 1000000.`);
  }
  return number;
}
