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
const sweepSeconds = 10;

/** Runs the queues of the stations whose agents are connected to this replica; others' orders wait. */
@Injectable()
export class BurnDesk implements AgentListener, OnModuleInit, OnApplicationShutdown {
  readonly #workers = new Map<AgentSession, { close(): Promise<void> }>();
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
      for (const session of this.#workers.keys()) void this.#resend(session, sweepSeconds).catch(() => undefined);
    }, sweepSeconds * 1000);
  }

  connected(session: AgentSession): void {
    void this.#open(session).catch((error: unknown) => {
      this.#log.error({ err: error, station: session.stationId }, 'The station’s queue could not be opened');
      void this.hub.leave(session);
    });
  }

  disconnected(session: AgentSession): void {
    const worker = this.#workers.get(session);
    this.#workers.delete(session);
    void worker?.close().catch(() => undefined);
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
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.close()));
  }

  async #open(session: AgentSession): Promise<void> {
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
    this.#workers.set(session, worker);
    await this.#resend(session);
  }

  /**
   * Open orders that nobody here follows go on the station's queue under a new attempt: the old task may be lost, or half
   * done. @param olderThanSeconds leaves alone those whose first task is on its way
   */
  async #resend(session: AgentSession, olderThanSeconds = 0): Promise<void> {
    if (!session.isOpen) return;
    const open = await this.work.read
      .selectFrom('burn_order')
      .select('id')
      .where('station_id', '=', session.stationId)
      .where('status', 'in', ['waiting', 'reserved'])
      .where('created_at', '<=', sql<Date>`now() - make_interval(secs => ${olderThanSeconds})`)
      .execute();
    const forgotten = open.map(({ id }) => id).filter((id) => !session.isFollowing(id));
    if (forgotten.length === 0) return;
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
  }
}
