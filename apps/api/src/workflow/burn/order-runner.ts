import { Injectable } from '@nestjs/common';
import type { AgentMessage, BurnReport, OrderTask } from '@depot/contracts';
import { compiledOnce } from '../../platform/database/compiled-once.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { CustomerKeys } from '../../platform/vault/customer-keys.js';
import { Vault } from '../../platform/vault/vault.js';
import type { AgentSession, OrderSignal } from '../../stations/agent-session.js';
import { atReader } from './at-reader.js';
import { burnMessage } from './burn-message.js';
import type { BurnMessage, ReservedOrder, Secrets } from './burn-message.js';
import type { OrderRecord } from './orders.js';
import { reserveForOrder } from './reserve-for-order.js';
import { settleOrder } from './settle-order.js';

const theOrder = compiledOnce((db, given: { id: string }) =>
  db.selectFrom('burn_order').selectAll().where('id', '=', given.id),
);

type Identified = Extract<AgentMessage, { type: 'identified' }>;

/** A burn takes two seconds over NFC; an agent that says nothing for this long is asked for its journal. */
const reportMs = 60_000;
const journalMs = 15_000;

/**
 * Runs one order over the agent's socket, in two phases: a token is identified and reserved, and only then is the
 * seed sealed and sent, for that serial alone. When the socket goes the order stays as the record has it.
 */
@Injectable()
export class OrderRunner {
  private readonly secrets: Secrets;

  constructor(
    private readonly work: UnitOfWork,
    vault: Vault,
    customerKeys: CustomerKeys,
  ) {
    this.secrets = { vault, customerKeys };
  }

  async run(session: AgentSession, task: OrderTask): Promise<void> {
    const order = await this.#load(task.orderId);
    if (order?.attempt !== task.attempt || order.status === 'done' || order.status === 'released') return;
    if (session.isFollowing(order.id)) return;
    const signals = session.follow(order.id);
    try {
      if (order.status === 'reserved' && !(await this.#settleByJournal(session, order, signals))) return;
      await this.#serve(session, order.id, signals);
    } finally {
      signals.stop();
    }
  }

  /** Offers the order to the agent until a token was written, the order was taken back, or the socket went. */
  async #serve(session: AgentSession, orderId: string, signals: Signals): Promise<void> {
    for (;;) {
      const order = await this.#load(orderId);
      if (order?.status !== 'waiting') return;
      session.send({
        type: 'identify',
        orderId,
        family: order.family,
        serial: order.serial,
        profile: order.profile,
        priority: order.priority,
      });
      const signal = await nextOf(signals, ['identified', 'released', 'gone']);
      if (signal?.type === 'released') session.send({ type: 'release', orderId });
      if (signal?.type !== 'identified') return;
      const reserved = await this.#reserve(session, order, signal.message);
      if (reserved === 'declined') continue;
      if (reserved === 'off') {
        session.send({ type: 'release', orderId });
        return;
      }
      if ((await this.#burn(session, reserved, signals)) === 'end') return;
    }
  }

  /** Phase one: the token is the job's, or the operator reads why not. */
  async #reserve(
    session: AgentSession,
    order: OrderRecord,
    found: Identified,
  ): Promise<ReservedOrder | 'declined' | 'off'> {
    const { stationId, actor } = session;
    const reservation = await reserveForOrder(this.work, this.secrets.customerKeys, { order, found, stationId, actor });
    if (reservation === null) return 'off';
    if ('order' in reservation) return reservation.order;
    const detail = atReader(reservation.because);
    session.send({ type: 'decline', orderId: order.id, serial: found.serial, detail });
    return 'declined';
  }

  /** Phase two: the sealed seed goes to the agent, for the reserved serial; its report settles the order. */
  async #burn(session: AgentSession, order: ReservedOrder, signals: Signals): Promise<'end' | 'wait-on'> {
    const message = await this.#sealed(session, order);
    if (message === null) return 'end';
    session.send(message);
    const signal = await nextOf(signals, ['report', 'gone'], reportMs);
    if (signal?.type === 'report') return this.#settle(session, order, signal.report);
    if (signal?.type === 'gone') return 'end';
    return (await this.#settleByJournal(session, order, signals)) ? 'wait-on' : 'end';
  }

  /** What phase two sends. Null where the vault opens no seed or key for it: the job is paused and says so, and the token is let go. */
  async #sealed(session: AgentSession, order: ReservedOrder): Promise<BurnMessage | null> {
    try {
      return await burnMessage(this.work.read, order, this.secrets);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { serial, profile, reader } = order;
      const place = { serial, profile, reader: reader ?? '' };
      const why = { code: error.code, detail: error.message };
      await settleOrder(this.work, order, { outcome: 'refused', ...place, ...why, triesLeft: null }, session.actor);
      session.send({ type: 'release', orderId: order.id });
      return null;
    }
  }

  /** What became of an order that was sent? @returns true when nothing was written and the order waits on. */
  async #settleByJournal(session: AgentSession, order: OrderRecord, signals: Signals): Promise<boolean> {
    session.send({ type: 'ask', orderId: order.id });
    const signal = await nextOf(signals, ['journal', 'report', 'gone'], journalMs);
    if (signal?.type === 'report') return (await this.#settle(session, order, signal.report)) === 'wait-on';
    if (signal?.type !== 'journal') return false;
    const { state, report } = signal.answer;
    if (report !== null) return (await this.#settle(session, order, report)) === 'wait-on';
    const serial = order.serial ?? '';
    if (state === 'unknown') {
      const nothing: BurnReport = {
        outcome: 'refused',
        serial,
        profile: order.profile ?? 0,
        reader: order.reader ?? '',
        code: 'token-gone',
        detail: 'Nothing was written.',
        triesLeft: null,
      };
      return (await this.#settle(session, order, nothing)) === 'wait-on';
    }
    const late = await nextOf(signals, ['report', 'gone'], journalMs);
    if (late?.type === 'gone') return false;
    const report2: BurnReport =
      late?.type === 'report'
        ? late.report
        : {
            outcome: 'uncertain',
            serial,
            profile: order.profile ?? 0,
            reader: order.reader ?? '',
            code: 'interrupted',
            detail: 'The agent was interrupted while it wrote.',
            triesLeft: null,
          };
    return (await this.#settle(session, order, report2)) === 'wait-on';
  }

  async #settle(session: AgentSession, order: OrderRecord, report: BurnReport): Promise<'end' | 'wait-on'> {
    const settled = await settleOrder(this.work, order, report, session.actor);
    session.send({ type: 'acknowledge', orderId: order.id });
    return settled === 'wait-on' ? 'wait-on' : 'end';
  }

  /** A report that nobody here was waiting for: sent again after the agent or this replica had been away. */
  async settleLate(session: AgentSession, orderId: string, report: BurnReport): Promise<void> {
    const order = await this.#load(orderId);
    if (order === undefined || order.station_id !== session.stationId) {
      session.send({ type: 'acknowledge', orderId });
      return;
    }
    await this.#settle(session, order, report);
  }

  async #load(id: string): Promise<OrderRecord | undefined> {
    const [order] = await theOrder(this.work.read, { id });
    return order;
  }
}

type Signals = ReturnType<AgentSession['follow']>;

/** The next signal of these kinds; others are of an earlier try and pass. null when time is up. */
async function nextOf<Kind extends OrderSignal['type']>(
  signals: Signals,
  kinds: readonly Kind[],
  ms?: number,
): Promise<Extract<OrderSignal, { type: Kind }> | null> {
  for (;;) {
    const signal = await signals.next(ms);
    if (signal === null) return null;
    if ((kinds as readonly string[]).includes(signal.type)) return signal as Extract<OrderSignal, { type: Kind }>;
    if (signal.type === 'gone') return null;
  }
}
