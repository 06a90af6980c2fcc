import { randomBytes } from 'node:crypto';
import type { EventView, JobView, Route } from '@depot/contracts';
import { Hands, sampleRecipients } from '../depot/hands.js';
import type { MicrosoftPage } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { faultKinds } from '../entra/faults.js';
import type { LimitName } from '../entra/limits.js';
import { startEngine } from '../stores/engines.js';
import type { DemoOptions } from './options.js';
import { FinishWatch } from './told-finish.js';
import type { ToldFinish } from './told-finish.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { makeClassicTokens, vendorFile } from './seed-file.js';

/** What became of one job, with the seconds of its steps. */
export interface ServedJob {
  readonly route: Route;
  readonly state: JobView['state'];
  readonly seed: JobView['seed'];
  readonly destroyed: boolean;
  readonly steps: Readonly<Record<string, number>>;
}

export interface DemoResult {
  readonly served: readonly ServedJob[];
  /** Of the line itself, from the first job taken to the last arrived. */
  readonly seconds: number;
  readonly problems: readonly string[];
  readonly store: string;
  /** What the emulator holds in the end; null where there was none. */
  readonly entra: EntraResult | null;
  /** How true the batch's finish time was; null where the emulator's limits were not played. */
  readonly finish: ToldFinish | null;
}

export interface EntraResult {
  readonly devices: number;
  readonly activated: number;
  /** Serials that are there twice, and tokens activated twice: none, if all is well. */
  readonly twice: number;
  /** Calls that were made to fail. */
  readonly faults: Readonly<Record<string, number>>;
  /** How many times faster than real time its limits passed, and whether they were on. */
  readonly speed: number;
  readonly limits: readonly LimitName[];
  readonly calls: number;
  /** Of them such as made several devices at once. */
  readonly bulk: number;
  /** Calls answered with 429. */
  readonly throttled: number;
  /** The most in any window: activations in 5 minutes, method requests in 10 s, of the emulator's clock. */
  readonly fullest: Readonly<Record<'activations' | 'methods', number>>;
}

/** Two stations with four readers each, one pair of hands a reader. */
const stations = [4, 4];

/** Sends sample recipients through a throw-away depot as real people would. @param tell called with how many have arrived */
export async function runDemo(options: DemoOptions, tell: (arrived: number) => void): Promise<DemoResult> {
  const engine = options.store === null ? null : await startEngine(options.store);
  try {
    const environment = engine?.environment ?? storesOf(process.env);
    const entra = options.entraFaults === null ? null : await startEntra(options.entraFaults, options);
    const depot = await ThrowAwayDepot.start({ stations, environment: { ...environment, ...entra?.environment } });
    try {
      if (entra !== null) await connectDepot(depot.clients.admin);
      const inDirectory = options.routes.every((route) => route !== 'qr');
      const watch =
        options.pace === null || !inDirectory ? null : await FinishWatch.open(depot.clients.manager, options);
      const { problems, seconds } = await serveAll(depot, options, tell);
      const finish = (await watch?.end()) ?? null;
      const served = await readResults(depot, options.jobs);
      return {
        served,
        seconds,
        problems,
        store: storeName(environment),
        entra: entra === null ? null : inEntra(entra),
        finish,
      };
    } finally {
      await depot.stop();
      await entra?.stop();
    }
  } finally {
    await engine?.stop();
  }
}

/** Sends so many sample recipients through a depot that runs. @returns seconds from the first job taken to the last arrived */
export async function serveAll(
  depot: ThrowAwayDepot,
  options: Pick<DemoOptions, 'jobs' | 'routes'>,
  tell: (arrived: number) => void,
): Promise<{ jobs: number; seconds: number; problems: readonly string[] }> {
  const { manager, operator, admin } = depot.clients;
  const routeOf = (at: number): Route => options.routes[at % options.routes.length] ?? 'own-seed';
  const classic = makeClassicTokens(
    Array.from({ length: options.jobs }, (_, at) => routeOf(at)).filter((route) => route === 'import').length,
    randomBytes,
  );
  if (classic.length > 0) {
    const { good } = await takeSeedFile(admin, vendorFile(classic));
    if (good !== classic.length) throw new Error('The sample seed file was not taken.');
  }
  const drawers = depot.stations.map((station, at) => ({
    station,
    tokens: classic.filter((_, token) => token % depot.stations.length === at),
  }));
  for (const { station, tokens } of drawers) for (const token of tokens) await station.bench.addClassic(token);
  await manager.post('batches', {
    name: 'Demo',
    route: options.routes[0],
    csv: sampleRecipients(options.jobs, routeOf),
  });
  const live = await Live.open(operator);
  const problems: string[] = [];
  const arrived: string[] = [];
  const begun = performance.now();
  await Promise.all(
    drawers.flatMap(({ station, tokens }) => {
      const pages = new Map<string, MicrosoftPage>();
      const serials = tokens.map((token) => token.serial);
      return Array.from({ length: station.readers }, async (_, reader) => {
        const hands = new Hands({ client: operator, live, station, reader }, { pages, random: randomBytes });
        for (;;) {
          const job = await hands.next();
          if (job === null) {
            // What is left may be back in a moment: in other hands, or put back by a station that has no token for it.
            if (arrived.length + problems.length >= options.jobs) return;
            await shortly();
            continue;
          }
          if (job.route === 'import' && serials.length === 0) {
            // The classic tokens left lie in the other station's drawer: put the job back for it.
            await operator.post(`jobs/${job.id}/release`);
            await shortly();
            continue;
          }
          try {
            arrived.push((await hands.serve(job, serials)).id);
            tell(arrived.length);
          } catch (error) {
            problems.push(
              `Job ${String(job.number)} (${job.route}): ${error instanceof Error ? error.message : String(error)}`,
            );
          }
        }
      });
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  live.close();
  return { jobs: options.jobs, seconds, problems };
}

async function startEntra(
  percent: number,
  { pace, limits }: Pick<DemoOptions, 'pace' | 'limits'>,
): Promise<EntraEmulator> {
  const entra = await EntraEmulator.start(pace === null ? {} : { speed: pace });
  if (pace !== null) for (const limit of limits) entra.limits.on.add(limit);
  entra.faults.plan = { share: percent / 100, kinds: faultKinds };
  return entra;
}

function inEntra({ tenant, faults, limits, graph }: EntraEmulator): EntraResult {
  const devices = [...tenant.devices.values()];
  const serials = new Set(devices.map(({ serialNumber }) => serialNumber));
  return {
    devices: devices.length,
    activated: tenant.count('activated'),
    twice: devices.length - serials.size + devices.filter(({ activations }) => activations > 1).length,
    faults: Object.fromEntries(faults.happened),
    speed: limits.speed,
    limits: [...limits.on],
    calls: graph.calls,
    bulk: graph.seen.filter(({ route, status }) => route.startsWith('PATCH ') && status < 300).length,
    throttled: limits.refused.activations + limits.refused.methods + (faults.happened.get('throttled') ?? 0),
    fullest: { ...limits.highest },
  };
}

function shortly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

async function readResults(depot: ThrowAwayDepot, count: number): Promise<ServedJob[]> {
  const { operator } = depot.clients;
  const served: ServedJob[] = [];
  for (let page = 1; served.length < count; page += 1) {
    const { jobs } = await operator.get<{ jobs: { id: string }[] }>(`jobs?page=${String(page)}`);
    if (jobs.length === 0) break;
    served.push(
      ...(await Promise.all(
        jobs.map(async ({ id }): Promise<ServedJob> => {
          const job = await operator.get<JobView>(`jobs/${id}`);
          const events = await operator.get<EventView[]>(`jobs/${id}/timeline`);
          return {
            route: job.route,
            state: job.state,
            seed: job.seed,
            destroyed: job.seed === 'destroyed' && events.some((event) => event.kind === 'seed.destroyed'),
            steps: stepSeconds(events),
          };
        }),
      )),
    );
  }
  return served;
}

/** From the event that begins a step to the one that ends it. */
const stepEvents: Readonly<Record<string, readonly [string, string]>> = {
  burn: ['order.made', 'job.burned'],
  import: ['job.chosen', 'job.imported'],
  record: ['job.proved', 'job.recorded'],
  ship: ['job.posted', 'job.shipped'],
  whole: ['job.taken', 'job.arrived'],
};

function stepSeconds(events: readonly EventView[]): Record<string, number> {
  const at = (kind: string): number | null => {
    const event = events.findLast((each) => each.kind === kind);
    return event === undefined ? null : Date.parse(event.at) / 1000;
  };
  const verifyFrom = at('job.burned') ?? at('job.imported');
  const proved = at('job.proved');
  const steps: Record<string, number> = {};
  for (const [step, [from, to]] of Object.entries(stepEvents)) {
    const [begun, ended] = [at(from), at(to)];
    if (begun !== null && ended !== null) steps[step] = ended - begun;
  }
  if (verifyFrom !== null && proved !== null) steps['verify'] = proved - verifyFrom;
  return steps;
}

function storesOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['DATABASE_URL', 'REDIS_URL', 'DEPOT_LOG_LEVEL'];
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

function storeName(environment: Readonly<Record<string, string>>): string {
  const record = environment['DATABASE_URL'] === undefined ? 'PGlite' : 'PostgreSQL';
  return environment['REDIS_URL'] === undefined ? record : `${record} + Redis`;
}
