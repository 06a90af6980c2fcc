import { parseArgs } from 'node:util';
import { Route } from '@depot/contracts';
import { limitNames } from '../entra/limits.js';
import type { LimitName } from '../entra/limits.js';
import { engines } from '../stores/engines.js';
import type { Engine } from '../stores/engines.js';

export interface DemoOptions {
  readonly jobs: number;
  /** All three, in turn, when none is named. */
  readonly routes: readonly Route[];
  readonly json: boolean;
  /** How many of the calls to Entra fail, in percent; null for no Entra at all: an admin's hands in the portal. */
  readonly entraFaults: number | null;
  /** Plays known limits of Graph, so many times faster than real time; null for none. */
  readonly pace: number | null;
  /** Which of them. */
  readonly limits: readonly LimitName[];
  /** null: what DATABASE_URL and REDIS_URL name, or the embedded store. */
  readonly store: Engine | null;
}

export const usage = `npm run demo -- [--jobs 100] [--route ${Route.options.join('|')}] [--store ${engines.join('|')}] [--json] [--entra-faults 20] [--pace 30 [--limit ${limitNames.join('|')}]] [--manual]`;

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      jobs: { type: 'string', default: '100' },
      route: { type: 'string' },
      store: { type: 'string' },
      json: { type: 'boolean', default: false },
      manual: { type: 'boolean', default: false },
      pace: { type: 'string' },
      limit: { type: 'string' },
      'entra-faults': { type: 'string', default: '0' },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 100_000)
    throw new Error('--jobs must be a number from 1 to 100000.');
  const faults = Number(values['entra-faults']);
  if (!(faults >= 0 && faults <= 60)) throw new Error('--entra-faults must be a percentage from 0 to 60.');
  const pace = values.pace === undefined ? null : Number(values.pace);
  if (pace !== null && !(pace >= 1 && pace <= 1000)) throw new Error('--pace must be a number from 1 to 1000.');
  const limit = limitNames.find((name) => name === values.limit);
  if (values.limit !== undefined && (limit === undefined || pace === null))
    throw new Error(`--limit must be ${limitNames.join(' or ')}, and goes with --pace.`);
  const route = Route.safeParse(values.route);
  if (values.route !== undefined && !route.success) throw new Error(`--route must be ${Route.options.join(', ')}.`);
  const store = engines.find((engine) => engine === values.store) ?? null;
  if (values.store !== undefined && store === null) throw new Error(`--store must be ${engines.join(', ')}.`);
  return {
    jobs,
    routes: route.success ? [route.data] : Route.options,
    json: values.json,
    store,
    pace,
    limits: limit === undefined ? limitNames : [limit],
    entraFaults: values.manual ? null : faults,
  };
}
