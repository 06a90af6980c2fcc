import { randomBytes } from 'node:crypto';
import { VirtualReaders, VirtualToken } from '@depot/devices';
import { codeAt, entraParameters } from '@depot/totp';
import { type Clock } from '../clock.js';
import { Journal } from '../journal/journal.js';
import { failed, works, type Finding } from './finding.js';
import { SelfTestDesk } from './self-test-desk.js';

/** An OTPC-P2-i, which loses its seed when it is configured: the pickier kind. */
const serial = '86596220000000';

/** A token that nobody has. `now` is in seconds. */
export function tokenToTest(now: () => number): VirtualToken {
  return new VirtualToken({ serial }, { now, random: randomBytes });
}

/**
 * Burns a virtual token by the way that a real order takes: reader, identification, order desk, sealed seed, journal,
 * APDUs. Ends with the first thing that does not work.
 * @param folder for the journal; nothing else lies there
 */
export async function* virtualBurn(
  token: VirtualToken,
  { folder, clock }: { folder: string; clock: Clock },
): AsyncGenerator<Finding> {
  const seed = Uint8Array.from(randomBytes(20));
  const readers = new VirtualReaders({ count: 1 });
  const journal = await Journal.open(folder, clock);
  const desk = new SelfTestDesk({ readers, journal, clock });
  try {
    token.switchOn();
    readers.place(readers.list()[0]?.name ?? '', token);
    const { model } = await desk.identify(token.serial);
    yield works(`A virtual ${model} on a virtual reader was identified`);

    const { report } = await desk.burn(seed, token.serial);
    if (report.outcome !== 'burned') {
      yield failed(`It was not burned: ${report.detail} (${report.code})`);
      return;
    }
    yield works('A seed was sealed to it, opened and burned');

    const kept = journal.find(desk.orderId)?.report?.outcome;
    await journal.acknowledged(desk.orderId);
    const isKept = kept === 'burned' && journal.find(desk.orderId) === null;
    yield isKept
      ? works('The journal kept the report until it was acknowledged')
      : failed('The journal lost the report');

    yield compare(token, { seed, clock });
  } finally {
    seed.fill(0);
    await desk.close();
    await journal.close();
    await readers.close();
  }
}

/** Off and on: until then a token shows the codes of before. */
function compare(token: VirtualToken, { seed, clock }: { seed: Uint8Array; clock: Clock }): Finding {
  token.switchOff();
  token.switchOn();
  const now = clock() / 1000;
  const isSame = token.display(now) === codeAt(seed, entraParameters, token.clock(now));
  return isSame ? works('Its code is the one computed from the seed') : failed('Its code is not that of the seed');
}
