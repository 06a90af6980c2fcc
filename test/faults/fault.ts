import { setTimeout as pause } from 'node:timers/promises';
import type { ApiProcess } from '../depot/api-process.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { RunningEngine } from '../stores/engines.js';
import type { Crew } from './crew.js';
import type { Draws } from './draws.js';

/** Everything that can be broken. */
export interface Scene {
  readonly depot: ThrowAwayDepot;
  readonly engine: RunningEngine;
  readonly crews: readonly Crew[];
}

/** One fault, drawn and ready to strike. */
export interface Fault {
  readonly name: string;
  /** What it holds while it lasts: two faults never hold the same thing. */
  readonly target: string;
  /** Breaks it, and resolves when what was stopped runs again. */
  strike(): Promise<void>;
}

/** A kind of fault: null where this depot has nothing of the kind. */
export type FaultKind = (scene: Scene, draws: Draws) => Fault | null;

/** Long enough that others notice, short enough that a day has many. */
const downMs = (draws: Draws): number => draws.whole(0, 1500);

const killOf =
  (name: string, fits: (each: ApiProcess) => boolean): FaultKind =>
  ({ depot }, draws) => {
    const candidates = depot.processes.filter(fits);
    if (candidates.length === 0) return null;
    const victim = draws.from(candidates);
    const down = downMs(draws);
    return {
      name,
      target: `process ${String(victim.port)}`,
      strike: async () => {
        await victim.kill();
        await pause(down);
        await victim.supervise();
      },
    };
  };

const killApi = killOf('kill the API', ({ roles }) => roles.includes('http'));
const killWorker = killOf('kill a worker', ({ roles }) => roles === 'worker');

/** A replica that leaves as it should: SIGTERM. */
const stopApi: FaultKind = ({ depot }, draws) => {
  const victim = draws.from(depot.processes);
  const down = downMs(draws);
  return {
    name: 'stop a replica',
    target: `process ${String(victim.port)}`,
    strike: async () => {
      await victim.stop();
      await pause(down);
      await victim.supervise();
    },
  };
};

/** A machine that stands still for a while and then goes on as if nothing had been. */
const freezeApi: FaultKind = ({ depot }, draws) => {
  const victim = draws.from(depot.processes);
  const frozen = draws.whole(500, 6000);
  return {
    name: 'freeze a replica',
    target: `process ${String(victim.port)}`,
    strike: async () => {
      victim.program.process.kill('SIGSTOP');
      await pause(frozen);
      victim.program.process.kill('SIGCONT');
    },
  };
};

const killAgent: FaultKind = ({ depot }, draws) => {
  const at = draws.whole(0, depot.stations.length - 1);
  const down = downMs(draws);
  return {
    name: 'kill an agent',
    target: `agent ${String(at)}`,
    strike: async () => {
      const station = depot.stations[at];
      if (station === undefined) return;
      await station.program.kill();
      await pause(down);
      depot.stations[at] = await depot.startAgent(station);
    },
  };
};

const killStore =
  (name: string, of: 'postgres' | 'redis'): FaultKind =>
  ({ engine }, draws) => {
    const store = engine[of];
    if (store === null) return null;
    const down = downMs(draws);
    return {
      name,
      target: of,
      strike: async () => {
        await store.kill();
        await pause(down);
        await store.start();
      },
    };
  };

const killPostgres = killStore('kill PostgreSQL', 'postgres');
const killRedis = killStore('kill Redis', 'redis');

const emptyRedis: FaultKind = ({ engine: { redis } }) =>
  redis === null
    ? null
    : {
        name: 'empty Redis',
        target: 'redis',
        strike: () => {
          redis.empty();
          return Promise.resolve();
        },
      };

const cutSockets: FaultKind = ({ depot }, draws) => {
  const whose = draws.from(['stations', 'stations', 'people'] as const);
  return {
    name: `cut the sockets of ${whose}`,
    target: `gate of ${whose}`,
    strike: () => {
      depot.gates?.[whose].cut();
      return Promise.resolve();
    },
  };
};

/** Somebody lifts whatever lies on a reader. */
const liftToken: FaultKind = ({ depot }, draws) => {
  const at = draws.whole(0, depot.stations.length - 1);
  const reader = draws.whole(0, (depot.stations[at]?.readers ?? 1) - 1);
  return {
    name: 'lift a token',
    target: `reader ${String(at)}.${String(reader)}`,
    strike: async () => {
      // The drawer may be away: then there is nothing to lift.
      await depot.stations[at]?.bench.remove(reader).catch(() => undefined);
    },
  };
};

const armed =
  (name: string, draw: (draws: Draws) => Record<string, unknown>): FaultKind =>
  ({ crews }, draws) => {
    const crew = draws.from(crews);
    const fault = draw(draws);
    return {
      name,
      target: `next token ${String(draws.fraction())}`,
      strike: () => {
        crew.readers.arm(fault);
        return Promise.resolve();
      },
    };
  };

/** A burn is some seven APDUs. */
const pullAtApdu = armed('pull a token at an APDU', (draws) => ({
  fault: { kind: 'eject', heard: draws.fraction() < 0.5 },
  apdu: draws.whole(1, 7),
}));
/** D4 configures, C5 writes the seed. */
const loseAnswer = armed('lose the answer after a write', (draws) => ({
  fault: { kind: 'lost-answer' },
  instruction: draws.from([0xd4, 0xc5, 0xc5]),
}));

/** Every kind at least once; what costs nobody a start comes more often, as it does in a working day. */
export const faultKinds: readonly FaultKind[] = [
  killApi,
  killWorker,
  stopApi,
  freezeApi,
  killAgent,
  killPostgres,
  killRedis,
  emptyRedis,
  emptyRedis,
  cutSockets,
  cutSockets,
  cutSockets,
  liftToken,
  liftToken,
  liftToken,
  pullAtApdu,
  pullAtApdu,
  pullAtApdu,
  loseAnswer,
  loseAnswer,
  loseAnswer,
];
