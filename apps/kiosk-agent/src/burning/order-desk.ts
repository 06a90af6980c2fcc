import { type AgentMessage, type BurnReport, type ReaderView, type ServerMessage } from '@depot/contracts';
import { type Presence } from '../readers/presence.js';
import { readerView } from '../readers/reader-view.js';
import { type ReaderWatch } from '../readers/reader-watch.js';
import { refused } from './burn-report.js';
import { burnToken, type BurnTools } from './burn-token.js';
import { type BurnMessage, type DeclineMessage, type IdentifyMessage } from './messages.js';
import { WaitingOrders, type OfferedToken } from './waiting-orders.js';

export interface DeskParts extends BurnTools {
  readonly watch: ReaderWatch;
  /** False when the depot is not there. */
  readonly send: (message: AgentMessage) => boolean;
  /** Called when a reader's view may have changed. */
  readonly changed: () => void;
}

/**
 * Brings orders and tokens together. Each message is dealt with in one go up to where a burn is under way, so that
 * whatever comes next, on this socket or the one after, finds it so.
 */
export class OrderDesk {
  readonly #parts: DeskParts;
  readonly #orders = new WaitingOrders();
  readonly #burns = new Map<string, { serial: string; profile: number; ended: Promise<void> }>();
  #isOpen = true;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  views(): ReaderView[] {
    return this.#parts.watch.list().map(({ reader, presence }) => {
      const token = tokenOn(presence);
      return readerView(reader, presence, token && this.#orders.unfit(token));
    });
  }

  /** Something came, left or changed: offers tokens to orders. */
  look(): void {
    for (const presence of this.#isOpen ? this.#parts.watch.presences() : []) {
      // A Molto2 is opened for an order only.
      if (presence.mark === 'unread' && this.#orders.asksFor(presence.family)) this.#parts.watch.read(presence);
      const token = presence.mark === 'free' ? tokenOn(presence) : null;
      const order = token && this.#orders.takerOf(token);
      if (order) this.#offer(order.orderId, presence);
    }
    this.#parts.changed();
  }

  hear(message: ServerMessage): void {
    switch (message.type) {
      case 'identify':
        this.#identify(message);
        break;
      case 'burn':
        this.#burn(message);
        break;
      case 'decline':
        this.#decline(message);
        break;
      case 'release':
        this.#forget(message.orderId);
        this.#reconsider(message.orderId);
        break;
      case 'ask':
        this.#answer(message.orderId);
        break;
      case 'acknowledge':
        void this.#parts.journal.acknowledged(message.orderId).catch(() => undefined);
        break;
      case 'challenge':
      case 'welcome':
      case 'refused':
      case 'self-test':
        return;
    }
    this.look();
  }

  /** The depot is there (again): it hears what it has not acknowledged. */
  welcomed(): void {
    for (const { orderId, report } of this.#parts.journal.unacknowledged()) this.#report(orderId, report);
  }

  /** The depot is away. It sends waiting orders again when it is back; a burn goes on to its end. */
  gone(): void {
    this.#orders.clear();
    for (const presence of this.#parts.watch.presences()) if (presence.mark === 'offered') presence.free();
    this.#parts.changed();
  }

  /** Takes no more orders, and resolves when the burns under way have ended. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#orders.clear();
    await Promise.all([...this.#burns.values()].map((burn) => burn.ended));
  }

  #identify(message: IdentifyMessage): void {
    const { orderId, family, serial, profile, priority } = message;
    if (!this.#isOpen || this.#burns.has(orderId)) return;
    const entry = this.#parts.journal.find(orderId);
    if (entry?.report) {
      this.#report(orderId, entry.report);
      if (entry.report.outcome !== 'refused') return;
      // Nothing was written, the depot has just heard so again, and it asks for a token nevertheless.
      void this.#parts.journal.acknowledged(orderId).catch(() => undefined);
    }
    // What was begun on one token may go on with that one only.
    const wanted = entry?.report === null ? entry.serial : serial;
    const offered = this.#stillOffered(orderId);
    const isStillRight = offered !== null && (wanted === null || wanted === offered.token?.serial);
    if (!isStillRight) offered?.free();
    this.#orders.put({ orderId, family, serial: wanted, profile, priority, offered: null });
    // The depot asks again because it lost the answer.
    if (isStillRight) this.#offer(orderId, offered);
  }

  #stillOffered(orderId: string): Presence | null {
    return this.#parts.watch.presences().find((one) => one.mark === 'offered' && one.orderId === orderId) ?? null;
  }

  #offer(orderId: string, presence: Presence): void {
    const order = this.#orders.find(orderId);
    if (order === null || presence.token === null) return;
    const { reader, family, token } = presence;
    if (!this.#parts.send({ type: 'identified', orderId, reader, family, ...token })) return;
    presence.offer(orderId);
    this.#orders.put({ ...order, offered: presence });
  }

  #burn(message: BurnMessage): void {
    const { orderId, family, serial, profile } = message;
    if (!this.#isOpen || this.#burns.has(orderId)) return;
    const presence = this.#takeToken(orderId, { family, serial });
    const entry = this.#parts.journal.find(orderId);
    const place = { serial, profile, reader: presence?.reader ?? '' };
    if (entry?.report) this.#report(orderId, entry.report);
    else if (entry !== null && !(entry.serial === serial && entry.profile === profile))
      this.#report(orderId, refused('other-token', place));
    else if (family === 'token2-single' && profile !== 0) this.#report(orderId, refused('no-such-profile', place));
    else if (presence === null) this.#report(orderId, refused('token-gone', place));
    else this.#start(message, presence);
  }

  /** The token of this family and serial in a field, if this order may have it. The order waits no longer. */
  #takeToken(orderId: string, { family, serial }: OfferedToken): Presence | null {
    this.#forget(orderId);
    const free = this.#parts.watch.presences().filter((one) => one.mark === 'free');
    return free.find((one) => one.family === family && one.token?.serial === serial) ?? null;
  }

  #start(message: BurnMessage, presence: Presence): void {
    const { orderId, serial, profile } = message;
    presence.burn(orderId, profile);
    const ended = burnToken(message, presence, this.#parts).then((report) => {
      this.#burns.delete(orderId);
      if (report.outcome === 'burned') presence.done();
      else presence.fail(report.detail);
      this.#report(orderId, report);
      this.look();
    });
    this.#burns.set(orderId, { serial, profile, ended });
  }

  #decline({ orderId, serial, detail }: DeclineMessage): void {
    const order = this.#orders.find(orderId);
    if (order === null) return;
    const { offered } = order;
    if (offered?.token?.serial === serial) offered.decline(orderId, detail);
    else if (offered?.mark === 'offered') offered.free();
    this.#orders.put({ ...order, offered: null });
  }

  #forget(orderId: string): void {
    const offered = this.#stillOffered(orderId);
    this.#orders.delete(orderId);
    offered?.free();
  }

  /** What was declined for an order that is off may serve the one made in its place: somebody has decided since. */
  #reconsider(orderId: string): void {
    for (const presence of this.#parts.watch.presences()) if (presence.declinedFor === orderId) presence.free();
  }

  #answer(orderId: string): void {
    const entry = this.#parts.journal.find(orderId);
    const underWay = this.#burns.get(orderId);
    // A burn that has not reached the journal yet will, at any moment.
    const state = underWay ? 'begun' : entry === null ? 'unknown' : entry.report === null ? 'begun' : 'finished';
    const { serial = null, profile = null } = underWay ?? entry ?? {};
    const report = underWay ? null : (entry?.report ?? null);
    this.#parts.send({ type: 'journal', orderId, state, serial, profile, report });
  }

  #report(orderId: string, report: BurnReport): void {
    const isTold = this.#parts.send({ type: 'report', orderId, report });
    const { outcome, serial, code } = report;
    this.#parts.log.info({ order: orderId, outcome, serial, code, isTold }, 'Order reported');
  }
}

/** What lies there as orders see it; null before it is identified. */
function tokenOn(presence: Presence | null): OfferedToken | null {
  if (!presence?.token) return null;
  return { family: presence.family, serial: presence.token.serial };
}
