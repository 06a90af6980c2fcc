import { Route } from '@depot/contracts';
import type { DemoResult, EntraResult } from './run-demo.js';
import type { ToldFinish } from './told-finish.js';

export interface DemoSummary {
  readonly jobs: number;
  readonly arrived: number;
  readonly stopped: number;
  readonly uncertain: number;
  readonly destroyed: number;
  readonly seconds: number;
  readonly jobsPerSecond: number;
  readonly store: string;
  readonly routes: Readonly<Record<string, number>>;
  /** Seconds. */
  readonly steps: Readonly<Record<string, { readonly median: number; readonly p95: number }>>;
  readonly problems: readonly string[];
  /** The Entra emulator's inventory; not Microsoft's. */
  readonly entra: EntraResult | null;
  /** The batch's finish time against what came true. */
  readonly finish: ToldFinish | null;
}

export function summarise(result: DemoResult): DemoSummary {
  const { served } = result;
  const count = (state: string): number => served.filter((job) => job.state === state).length;
  const steps = ['burn', 'import', 'verify', 'record', 'ship', 'whole'].flatMap((step) => {
    const seconds = served.flatMap((job) => job.steps[step] ?? []).sort((a, b) => a - b);
    return seconds.length === 0
      ? []
      : [[step, { median: quantile(seconds, 0.5), p95: quantile(seconds, 0.95) }] as const];
  });
  return {
    jobs: served.length,
    arrived: count('arrived'),
    stopped: count('stopped'),
    uncertain: count('uncertain'),
    destroyed: served.filter((job) => job.destroyed).length,
    seconds: round(result.seconds),
    jobsPerSecond: round(count('arrived') / result.seconds),
    store: result.store,
    routes: Object.fromEntries(
      Route.options.map((route) => [route, served.filter((job) => job.route === route).length]),
    ),
    steps: Object.fromEntries(steps),
    problems: result.problems,
    entra: result.entra,
    finish: result.finish,
  };
}

export function printTable(summary: DemoSummary): string {
  const row = (name: string, value: string | number): string => `  ${name.padEnd(18)}${String(value).padStart(10)}`;
  return [
    '',
    `  Token Depot demo, ${summary.store}`,
    '',
    ...Object.entries(summary.routes).map(([route, jobs]) => row(`jobs, ${route}`, jobs)),
    row('arrived', summary.arrived),
    row('stopped', summary.stopped),
    row('uncertain', summary.uncertain),
    row('seeds destroyed', summary.destroyed),
    row('seconds', summary.seconds),
    row('jobs a second', summary.jobsPerSecond),
    ...entraRows(summary.entra, row),
    ...finishRows(summary.finish, row),
    '',
    '  step (seconds)        median       p95',
    ...Object.entries(summary.steps).map(
      ([step, { median, p95 }]) =>
        `  ${step.padEnd(18)}${median.toFixed(3).padStart(10)}${p95.toFixed(3).padStart(10)}`,
    ),
    ...(summary.problems.length === 0 ? [] : ['', ...summary.problems.slice(0, 10).map((problem) => `  ! ${problem}`)]),
    '',
  ].join('\n');
}

function entraRows(entra: EntraResult | null, row: (name: string, value: string | number) => string): string[] {
  if (entra === null) return [];
  const faults = Object.values(entra.faults).reduce((sum, count) => sum + count, 0);
  return [
    '',
    '  Entra emulator (not Microsoft)',
    row('devices', entra.devices),
    row('activated', entra.activated),
    row('twice', entra.twice),
    row('calls', entra.calls),
    row('bulk creates', entra.bulk),
    row('429 answers', entra.throttled),
    row('its clock', `× ${String(entra.speed)}`),
    row(
      'limits played',
      entra.limits.length === 0 ? 'none' : entra.limits.length > 1 ? 'both' : (entra.limits[0] ?? ''),
    ),
    row('activ. / 5 min', entra.fullest.activations),
    row('methods / 10 s', entra.fullest.methods),
    ...(faults === 0 ? [] : [row('failed calls', faults)]),
  ];
}

function finishRows(finish: ToldFinish | null, row: (name: string, value: string | number) => string): string[] {
  if (finish === null) return [];
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    row('finish times told', finish.told),
    row('off, median', percent(finish.median)),
    row('off, worst', percent(finish.worst)),
  ];
}

function quantile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
