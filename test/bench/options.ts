import { parseArgs } from 'node:util';
import { engines } from '../stores/engines.js';
import type { Engine } from '../stores/engines.js';

/** What can be measured. */
export const measures = ['line', 'growth', 'codes', 'queries', 'events', 'burn', 'page', 'import', 'floor'] as const;
export type Measure = (typeof measures)[number];

export interface BenchOptions {
  readonly stores: readonly Engine[];
  readonly measures: readonly Measure[];
  /** Jobs sent through the line for each figure. */
  readonly jobs: number;
}

export const usage = `npm run bench -- [--store ${engines.join('|')}] [--only ${measures.join('|')}] [--jobs 200]`;

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { store: { type: 'string' }, only: { type: 'string' }, jobs: { type: 'string', default: '200' } },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 8 || jobs > 10_000) throw new Error('--jobs must be a number from 8 to 10000.');
  return {
    stores: values.store === undefined ? engines : [oneOf('--store', engines, values.store)],
    measures: values.only === undefined ? measures : [oneOf('--only', measures, values.only)],
    jobs,
  };
}

function oneOf<T extends string>(name: string, known: readonly T[], given: string): T {
  const found = known.find((each) => each === given);
  if (found === undefined) throw new Error(`${name} must be ${known.join(', ')}.`);
  return found;
}
