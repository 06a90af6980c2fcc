import { type BurnReport } from '@depot/contracts';
import { type Card, type CardReaders } from '@depot/devices';
import { type Logger } from 'pino';
import { type Clock } from '../clock.js';
import { type Journal } from '../journal/journal.js';
import { type PrivateSealingKey } from '../pairing/keys.js';
import { type Presence } from '../readers/presence.js';
import { refused, reportOf } from './burn-report.js';
import { type BurnMessage } from './messages.js';
import { unsealOrder, type Unsealed } from './unseal-order.js';
import { write } from './write.js';

export interface BurnTools {
  readonly readers: CardReaders;
  readonly journal: Journal;
  readonly key: PrivateSealingKey;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Carries out one burn order on the token of one presence. Never rejects; seed and key are wiped when it resolves. */
export async function burnToken(order: BurnMessage, presence: Presence, tools: BurnTools): Promise<BurnReport> {
  const { orderId, serial, profile } = order;
  const place = { serial, profile, reader: presence.reader };
  // At once: unsealing takes as long as a reader takes to switch a token on.
  const [unsealed, card] = await Promise.all([
    unsealOrder(order, tools.key).catch(() => null),
    tools.readers.connect(presence.reader).catch(() => null),
  ]);
  try {
    if (unsealed === null) return refused('wrong-seal', place);
    if (card?.presence !== presence.number) return refused('link-lost', place);
    return await onTheRecord(order, { card, unsealed }, tools);
  } catch (error) {
    tools.log.error({ order: orderId, error: error instanceof Error ? error.name : 'unknown' }, 'A burn broke off');
    return refused('unexpected', place);
  } finally {
    unsealed?.seed.fill(0);
    unsealed?.customerKey?.fill(0);
    await card?.release();
  }
}

/** The journal first, then the token: what was begun can then never be forgotten. */
async function onTheRecord(
  order: BurnMessage,
  { card, unsealed }: { card: Card; unsealed: Unsealed },
  { journal, clock, log }: BurnTools,
): Promise<BurnReport> {
  const { orderId, serial, profile } = order;
  const place = { serial, profile, reader: card.reader };
  const wasInterrupted = journal.find(orderId) !== null;
  try {
    await journal.begun(orderId, place);
  } catch {
    return refused('journal-failed', place);
  }
  const now = () => clock() / 1000;
  const report = await write(card, order, { ...unsealed, wasInterrupted, now }).then(
    (outcome) => reportOf(outcome, { ...place, wasInterrupted }),
    // By its contract the driver throws only where nothing was written.
    () => refused('unexpected', place),
  );
  await journal.finished(orderId, report).catch(() => {
    // The report still goes out now; after a crash the depot hears "begun" and asks for the token again.
    log.error({ order: orderId }, 'The journal could not be written');
  });
  return report;
}
