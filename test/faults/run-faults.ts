import { setTimeout as pause } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { Route } from '@depot/contracts';
import type { BatchView, JobPage, JobView } from '@depot/contracts';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { rehearseSeedFile, takeJudged } from '../depot/seed-files.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { sampleRecipients } from '../depot/hands.js';
import { startEngine } from '../stores/engines.js';
import type { Engine } from '../stores/engines.js';
import { Crew } from './crew.js';
import { Desk } from './desk.js';
import { Draws } from './draws.js';
import { faultKinds } from './fault.js';
import type { Fault, Scene } from './fault.js';
import { keepEvidence } from './evidence.js';
import { Recipients } from './recipients.js';
import { judge } from './verdict.js';

export interface FaultRun {
  readonly store: Engine;
  readonly seed: number;
  readonly faults: number;
  readonly jobs: number;
}

export interface FaultResult extends FaultRun {
  /** Jobs that arrived. */
  readonly arrived: number;
  /** How often each kind of fault struck. */
  readonly struck: Readonly<Record<string, number>>;
  /** How often jobs stood paused or uncertain and went on, by reason. */
  readonly pauses: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Everything that should not have been; none when the line held. */
  readonly wrong: readonly string[];
}

/** Two stations of two readers. */
const stations = [2, 2];
/** Without a single job arriving for this long, with nothing broken any more, the line stands still. */
const standstillMs = 60_000;

/**
 * Sends batches over all routes through a depot in which things break, at points drawn from the seed, until so many faults
 * have struck and every job has arrived or none moves any more; then judges.
 * @param tell called with each fault as it strikes
 */
export async function runFaults(run: FaultRun, tell: (fault: string) => void): Promise<FaultResult> {
  const engine = await startEngine(run.store);
  try {
    const depot = await ThrowAwayDepot.start({
      stations,
      environment: { ...engine.environment, DEPOT_LOG_LEVEL: 'debug' },
      // On PGlite one process does everything.
      processes: run.store === 'pglite' ? ['http,worker'] : ['http,worker', 'http', 'worker'],
      gated: true,
      latencyMs: 10,
    });
    try {
      const result = await breakThings({ depot, engine, crews: [] }, run, tell);
      if (result.wrong.length === 0) return result;
      return { ...result, wrong: [...result.wrong, `Evidence: ${await keepEvidence(depot, engine, run)}`] };
    } finally {
      await depot.stop();
    }
  } finally {
    await engine.stop();
  }
}

async function breakThings(bare: Scene, run: FaultRun, tell: (fault: string) => void): Promise<FaultResult> {
  const { depot } = bare;
  const begun = performance.now();
  const desks = depot.stations.map((_, at) => openDesk(depot, at));
  const crews = desks.map((desk) => new Crew(desk));
  const scene: Scene = { ...bare, crews };
  const draws = new Draws(run.seed);
  const struck = new Map<string, number>();
  const wrong: string[] = [];
  const day = new AbortController();
  const work = [...crews.map((crew) => crew.work(day.signal)), new Recipients(desks).answer(day.signal)];
  const held = new Map<string, Promise<void>>();
  let left = run.faults;
  let made = 0;
  while (made === 0 || left > 0) {
    await makeBatch(depot, desks, { jobs: run.jobs, number: made + 1 });
    made += 1;
    const last = { arrived: -1, at: Date.now() };
    for (;;) {
      const arrived = await countArrived(depot).catch(() => last.arrived);
      if (arrived !== last.arrived || held.size > 0) Object.assign(last, { arrived, at: Date.now() });
      if (arrived === made * run.jobs) break;
      if (Date.now() - last.at > standstillMs) break;
      await pause(draws.whole(0, 300));
      if (left > 0 && held.size < 3 && strikeOne(scene, draws, { held, struck, wrong, tell })) left -= 1;
    }
    if (Date.now() - last.at > standstillMs) {
      wrong.push(...(await standing(depot)));
      break;
    }
  }
  await Promise.all(held.values());
  day.abort();
  await Promise.all(work);
  wrong.push(...desks.flatMap((desk) => desk.surprises), ...(await judge(depot, desks)));
  return {
    ...run,
    arrived: await countArrived(depot),
    struck: Object.fromEntries(struck),
    pauses: addUp(desks.map((desk) => desk.pauses)),
    seconds: (performance.now() - begun) / 1000,
    wrong,
  };
}

interface Damage {
  /** What is broken at this moment. */
  readonly held: Map<string, Promise<void>>;
  readonly struck: Map<string, number>;
  readonly wrong: string[];
  readonly tell: (fault: string) => void;
}

/** @returns false when the kind that was drawn does not exist here, or what it would break is broken already */
function strikeOne(scene: Scene, draws: Draws, { held, struck, wrong, tell }: Damage): boolean {
  const fault: Fault | null = draws.from(faultKinds)(scene, draws);
  if (fault === null || held.has(fault.target)) return false;
  struck.set(fault.name, (struck.get(fault.name) ?? 0) + 1);
  tell(fault.name);
  held.set(
    fault.target,
    fault
      .strike()
      .catch((error: unknown) => {
        wrong.push(`After “${fault.name}” it did not start again: ${error instanceof Error ? error.message : ''}`);
      })
      .finally(() => held.delete(fault.target)),
  );
  return true;
}

function openDesk(depot: ThrowAwayDepot, at: number): Desk {
  const station = () => {
    const found = depot.stations[at];
    if (found === undefined) throw new Error('The depot has no such station.');
    return found;
  };
  return new Desk({
    operator: depot.clients.operator,
    admin: depot.clients.admin,
    stationId: () => station().id,
    bench: () => station().bench,
    stock: [],
    random: (length) => new Uint8Array(randomBytes(length)),
  });
}

/** A batch over all routes, with classic tokens enough at either station, made while nothing new breaks. */
async function makeBatch(
  depot: ThrowAwayDepot,
  desks: readonly Desk[],
  { jobs, number }: { jobs: number; number: number },
): Promise<void> {
  const routes = Route.options;
  const routeOf = (at: number): Route => routes[at % routes.length] ?? 'own-seed';
  const share = Math.ceil(jobs / routes.length);
  const classic = makeClassicTokens(share * desks.length, randomBytes);
  await insist(async () => {
    const { admin } = depot.clients;
    const judged = await rehearseSeedFile(admin, vendorFile(classic), `sample-${String(number)}.csv`);
    // Where an answer was lost, some are here already.
    const { good, here } = judged.good === 0 ? judged : await takeJudged(admin, judged.id);
    return good + here === classic.length;
  });
  for (const [at, token] of classic.entries()) {
    const desk = desks[at % desks.length];
    await insist(async () => {
      await desk?.bench().addClassic(token);
      return true;
    }, /already/);
    desk?.stock.push(token.serial);
  }
  const name = `Faults ${String(number)}`;
  await insist(async () => {
    const known = await depot.clients.manager.get<BatchView[]>('batches');
    if (known.some((batch) => batch.name === name)) return true;
    await depot.clients.manager.post('batches', { name, route: 'own-seed', csv: sampleRecipients(jobs, routeOf) });
    return true;
  });
}

/** Until it is true; what fails meanwhile is the weather. */
async function insist(work: () => Promise<boolean>, done?: RegExp): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      if (await work()) return;
    } catch (error) {
      if (error instanceof Error && done?.test(error.message) === true) return;
    }
    await pause(200);
  }
  throw new Error('A batch could not be made for half a minute.');
}

async function countArrived(depot: ThrowAwayDepot): Promise<number> {
  return (await depot.clients.manager.get<JobPage>('jobs?state=arrived')).total;
}

/** The jobs that do not move, as an operator sees them. */
async function standing(depot: ThrowAwayDepot): Promise<string[]> {
  const { jobs } = await depot.clients.operator.get<JobPage>(
    'jobs?state=waiting,capturing,scanning,burning,importing,verifying,confirming,recording,registering,packing,packed,shipping,shipped,delivered,stopped,uncertain',
  );
  return Promise.all(
    jobs.map(async ({ id }) => {
      const job = await depot.clients.operator.get<JobView>(`jobs/${id}`);
      const order = job.order === null ? '' : `, order ${job.order.status} (${job.order.declined ?? 'not declined'})`;
      return `Job ${String(job.number)} (${job.route}) stands still: ${job.state}, token ${job.serial ?? 'none'}${order}.`;
    }),
  );
}

function addUp(maps: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const map of maps) for (const [name, count] of map) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
