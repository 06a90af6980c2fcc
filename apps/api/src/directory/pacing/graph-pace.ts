import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { GraphBudgetView } from '@depot/contracts';
import type { Database } from '../../platform/database/database.js';
import type { Metrics } from '../../platform/metrics/metrics.js';
import { PassingProblem } from '../../platform/http/problem-error.js';
import { NoTurn, Throttled } from '../graph/throttled.js';
import { answered, ask, refused, underWay, underWayMs, withdraw } from './budget.js';
import type { Asking, Budget, Lane, Turn } from './budget.js';
import { changeBudget, readBudget } from './budget-record.js';
import { kindFacts, routeKinds } from './route-kinds.js';
import type { RouteKind } from './route-kinds.js';

/** Milliseconds: nobody sleeps longer before asking again, since the budget may have grown, or less. */
const longestSleep = 1000;
const shortestSleep = 10;

type PaceMetrics = Pick<Metrics, 'graphCalled' | 'graphWaited'>;

/** Who wants a turn; `patienceMs` for people alone, the background waits as long as it takes. */
export interface Wanting {
  readonly lane: Lane;
  readonly patienceMs: number;
}

/** The background waits for its turn. */
export const inBackground: Wanting = { lane: 'background', patienceMs: Number.POSITIVE_INFINITY };

/** Lets calls to Graph go when the tenant's budget has a turn for them; all replicas share it through the record. */
export class GraphPace {
  readonly #db: Database;
  readonly #speed: number;
  readonly #metrics: PaceMetrics;
  readonly #closing = new AbortController();
  /** The last of this process's background calls that waits for a kind: one at a time asks the record. */
  readonly #lines = new Map<string, Promise<unknown>>();

  /** @param speed how many times faster than real time Graph's windows pass; 1 at Microsoft */
  constructor(db: Database, { speed, metrics }: { speed: number; metrics: PaceMetrics }) {
    this.#db = db;
    this.#speed = speed;
    this.#metrics = metrics;
    // Each that waits is one.
    setMaxListeners(0, this.#closing.signal);
  }

  /** A pace for one tenant's calls. */
  of(tenantId: string): TenantPace {
    return { turn: (kinds, wanting, call) => this.#turn(tenantId, { kinds, wanting }, call) };
  }

  async view(tenantId: string): Promise<GraphBudgetView[]> {
    const { budget } = await readBudget(this.#db, { tenantId, speed: this.#speed });
    return routeKinds.map((kind) => {
      const { allowed, refusal } = budget.kinds[kind];
      return {
        kind,
        calls: allowed,
        seconds: kindFacts[kind].seconds,
        askedToWaitAt: refusal === null ? null : new Date(refusal.at / this.#speed).toISOString(),
        waitSeconds: refusal?.seconds ?? null,
      };
    });
  }

  /** Nest's: whoever still waits is let go, so that its step goes back to the queue. */
  onModuleDestroy(): void {
    this.#closing.abort();
  }

  async #turn<T>(
    tenantId: string,
    { kinds, wanting }: { kinds: readonly RouteKind[]; wanting: Wanting },
    call: () => Promise<T>,
  ): Promise<T> {
    const own = { id: randomUUID(), kinds };
    const [kind = 'users'] = kinds;
    const begun = performance.now();
    const asking = { ...own, lane: wanting.lane, patience: wanting.patienceMs * this.#speed };
    const wait = (): Promise<void> => this.#wait(tenantId, asking, begun);
    await (wanting.lane === 'bench' ? wait() : this.#inLine(`${tenantId} ${kind}`, wait));
    this.#metrics.graphWaited({ kind, lane: wanting.lane }, (performance.now() - begun) / 1000);
    const saying = setInterval(() => {
      this.#change(tenantId, (budget, now) => {
        underWay(budget, own, now);
      }).catch(() => undefined);
    }, underWayMs);
    try {
      const result = await call().finally(() => {
        clearInterval(saying);
      });
      await this.#change(tenantId, (budget, now) => {
        answered(budget, own, now);
      });
      this.#metrics.graphCalled(kind, 'answered');
      return result;
    } catch (error) {
      const throttled = error instanceof Throttled ? error : null;
      await this.#change(tenantId, (budget, now) => {
        if (throttled === null) answered(budget, own, now);
        else refused(budget, { ...own, seconds: throttled.seconds }, now);
      });
      this.#metrics.graphCalled(kind, throttled === null ? 'failed' : 'throttled');
      throw error;
    }
  }

  /** @throws NoTurn when it would take longer than a person waits */
  async #wait(tenantId: string, asking: Asking, begun: number): Promise<void> {
    for (;;) {
      const left = asking.patience - (performance.now() - begun) * this.#speed;
      const { turn, now } = await this.#change(tenantId, (budget, at): { turn: Turn; now: number } => ({
        turn: ask(budget, { ...asking, patience: left }, at),
        now: at,
      }));
      if (turn.granted) return;
      const waitMs = (turn.after - now) / this.#speed;
      if (turn.isTooLate) throw new NoTurn(waitMs / 1000);
      const sleepMs = Math.min(longestSleep, Math.max(shortestSleep, waitMs));
      try {
        await pause(sleepMs, undefined, { signal: this.#closing.signal });
      } catch {
        await this.#change(tenantId, (budget) => {
          withdraw(budget, asking.id);
        });
        throw new PassingProblem('directory-away', 'The depot is being stopped.');
      }
    }
  }

  #inLine(line: string, wait: () => Promise<void>): Promise<void> {
    const turn = (this.#lines.get(line) ?? Promise.resolve()).then(wait);
    this.#lines.set(
      line,
      turn.catch(() => undefined),
    );
    return turn;
  }

  #change<T>(tenantId: string, change: (budget: Budget, now: number) => T): Promise<T> {
    return changeBudget(this.#db, { tenantId, speed: this.#speed }, change);
  }
}

/** A tenant's way to turns. */
export interface TenantPace {
  /** Waits for a turn, makes the call, and tells the budget how it went. @throws NoTurn, and whatever the call throws */
  readonly turn: <T>(kinds: readonly RouteKind[], wanting: Wanting, call: () => Promise<T>) => Promise<T>;
}
