import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { BurnReport } from '@depot/contracts';
import { orderTaskId, stationQueue } from '@depot/contracts';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Log } from '../../platform/http/log.js';
import { Queues } from '../../platform/queue/queues.js';
import type { AgentListener, AgentSession } from '../../stations/agent-session.js';
import { StationHub } from '../../stations/station-hub.js';
import { OrderRunner } from './order-runner.js';

/** Orders that the queue has forgotten are noticed this often. */
const sweepSeconds = 5;

/** A station's worker, as much of it as is used here. */
interface StationWorker {
  isRunning(): boolean;
  close(): Promise<void>;
}

interface Desk {
  readonly worker: StationWorker;
  /** Orders had to be sent again at the last look. */
  sentAgain: boolean;
}

/** Runs the queues of the stations whose agents are connected to this replica; others' orders wait. */
@Injectable()
export class BurnDesk implements AgentListener, OnModuleInit, OnApplicationShutdown {
  readonly #desks = new Map<AgentSession, Desk>();
  readonly #log: Logger;
  #sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly hub: StationHub,
    private readonly queues: Queues,
    private readonly runner: OrderRunner,
    log: Log,
  ) {
    this.#log = log.of('burn');
  }

  onModuleInit(): void {
    this.hub.listen(this);
    this.#sweep = setInterval(() => {
      for (const [session, desk] of this.#desks) void this.#look(session, desk).catch(() => undefined);
    }, sweepSeconds * 1000);
  }

  connected(session: AgentSession): void {
    void this.#open(session).catch((error: unknown) => {
      this.#log.error({ err: error, station: session.stationId }, 'The station’s queue could not be opened');
      void this.hub.leave(session);
    });
  }

  disconnected(session: AgentSession): void {
    const desk = this.#desks.get(session);
    this.#desks.delete(session);
    void desk?.worker.close().catch(() => undefined);
  }

  readers(): void {
    // Shown live by the hub; orders are matched to readers by the agent.
  }

  lateReport(session: AgentSession, orderId: string, report: BurnReport): void {
    void this.runner.settleLate(session, orderId, report).catch((error: unknown) => {
      this.#log.error(
        { err: error, order: orderId },
        'A late report could not be settled; the agent will send it again',
      );
    });
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#sweep);
    const desks = [...this.#desks.values()];
    this.#desks.clear();
    await Promise.all(desks.map(({ worker }) => worker.close()));
  }

  async #open(session: AgentSession): Promise<void> {
    // A worker made while its store is away never takes a task: first the store.
    await this.queues.ping();
    if (!session.isOpen) return;
    const worker = this.queues.stationWorker(session.stationId, async (task) => {
      try {
        await this.runner.run(session, task);
      } catch (error) {
        this.#log.error({ err: error, order: task.orderId }, 'An order failed; it is sent again');
        setTimeout(() => void this.#resend(session).catch(() => undefined), 2000).unref();
      }
    });
    worker.on('error', (error) => {
      this.#log.warn({ err: error, station: session.stationId }, 'The station’s queue has trouble');
    });
    this.#desks.set(session, { worker, sentAgain: false });
    await this.#resend(session);
  }

  /**
   * Sends forgotten orders again. Where that has not helped since the last look, the worker is made anew: one that was made
   * while its store was away has given up for good, and says so to nobody.
   */
  async #look(session: AgentSession, desk: Desk): Promise<void> {
    const isStuck = !desk.worker.isRunning() || desk.sentAgain;
    desk.sentAgain = (await this.#resend(session, sweepSeconds)) > 0;
    if (!desk.sentAgain || !isStuck || this.#desks.get(session) !== desk) return;
    this.#log.warn({ station: session.stationId }, 'The station’s queue takes no orders; it is opened anew');
    void desk.worker.close().catch(() => undefined);
    await this.#open(session);
  }

  /**
   * Open orders that nobody here follows go on the station's queue under a new attempt: the old task may be lost, or half
   * done. @param olderThanSeconds leaves alone those whose first task is on its way @returns how many were sent again
   */
  async #resend(session: AgentSession, olderThanSeconds = 0): Promise<number> {
    if (!session.isOpen) return 0;
    const open = await this.work.read
      .selectFrom('burn_order')
      .select('id')
      .where('station_id', '=', session.stationId)
      .where('status', 'in', ['waiting', 'reserved'])
      .where('created_at', '<=', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
      .execute();
    const forgotten = open.map(({ id }) => id).filter((id) => !session.isFollowing(id));
    if (forgotten.length === 0) return 0;
    const renewed = await this.work.read
      .updateTable('burn_order')
      .set({ attempt: sql<number>`attempt + 1` })
      .where('id', 'in', forgotten)
      .where('status', 'in', ['waiting', 'reserved'])
      .returning(['id', 'attempt'])
      .execute();
    const tasks = renewed.map((order) => {
      const payload = { orderId: order.id, attempt: order.attempt };
      return { queue: stationQueue(session.stationId), taskId: orderTaskId(payload), payload };
    });
    await this.queues.put(tasks);
    return tasks.length;
  }
}
