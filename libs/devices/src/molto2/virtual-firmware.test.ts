import { beforeEach, describe, expect, test } from 'vitest';
import { splitAnswer } from '../apdu.js';
import { noon } from '../bench.fixture.js';
import { fromHex, toHex } from '../bytes.js';
import type { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { sm4Encrypt } from '../sm4.js';
import { repeatableBytes } from '../virtual/random-bytes.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { configureCommand } from './configure-command.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { infoCommand } from './info-command.js';
import { moltoOrder, moltoSerial, pluggedMolto, takenProfile } from './molto.fixture.js';
import { profileCommand } from './profile-command.js';
import { seedCommand } from './seed-command.js';
import { timeCommand } from './time-command.js';
import { titleCommand } from './title-command.js';
import { VirtualMolto } from './virtual-molto.js';

const key = sm4KeyOf(defaultCustomerKey);
const wrongKey = new Uint8Array(16);
const { seed, settings } = moltoOrder();
let molto: VirtualMolto;
beforeEach(() => {
  molto = pluggedMolto();
});

function answer(apdu: Uint8Array | string): { data: Uint8Array; statusWord: number } {
  const reaction = molto.hear(typeof apdu === 'string' ? fromHex(apdu) : apdu);
  if (reaction.kind !== 'answer') throw new Error(reaction.kind);
  return splitAnswer(reaction.bytes);
}

function status(command: Uint8Array | string | Command<unknown>): string {
  const apdu = typeof command === 'string' || command instanceof Uint8Array ? command : command.apdu;
  return answer(apdu).statusWord.toString(16);
}

const tried = (with_: Uint8Array) => status(authenticateCommand(with_, answer(challengeCommand().apdu).data));
const authenticated = () => expect(tried(key)).toBe('9000');
const configure = (profile = 7) => configureCommand(key, { profile, settings, clock: noon });
const secured = (header: { ins: number; p1: number; p2: number }, body: Uint8Array) =>
  securedApdu(key, { header, body });
const encrypted = (plain: Uint8Array) => sm4Encrypt('sm4-ecb', { key, bytes: plain });

// 63Cx, 9060, 6A83, 6FFB and the layouts: framefilter/keyroost docs/PROTOCOL.md. The rest is as token2/openT2OTP has it.
describe('what anybody may read', () => {
  test('info tells serial and clock, with other varying bytes each time', () => {
    expect(infoCommand().decode(answer('8041000000').data)).toEqual({ serial: moltoSerial, clock: noon });
    expect(answer('8041000000').data).not.toEqual(answer('8041000000').data);
  });

  test('a profile block is not told to who wants it with Le', () => {
    molto = pluggedMolto({ profiles: { '9': takenProfile } });
    expect(profileCommand(9).decode(answer('804100090170').data)).toEqual({ occupied: true, title: 'other' });
    expect(status('80410009017000')).toBe('6ffb');
  });

  test('a profile it has not is refused', () => {
    molto = pluggedMolto({ model: 'Molto2' });
    expect(status(profileCommand(49))).toBe('9000');
    expect(status(profileCommand(50))).toBe('6a86');
  });
});

describe('the tries', () => {
  test('are counted down by wrong keys, and all given back by the right one', () => {
    expect([tried(wrongKey), tried(wrongKey), tried(wrongKey)]).toEqual(['63c7', '63c6', '63c5']);
    expect(molto.triesLeft).toBe(5);
    expect(tried(key)).toBe('9000');
    expect(tried(wrongKey)).toBe('63c7');
  });

  test('lock it when they are used up, for the right key too', () => {
    const words = Array.from({ length: 8 }, () => tried(wrongKey));
    expect(words.at(-1)).toBe('63c0');
    expect(tried(key)).toBe('6983');
    expect(status(configure())).toBe('6983');
  });

  test('survive being unplugged, and the death of the program', () => {
    tried(wrongKey);
    molto.unplug();
    molto.plugIn();
    expect(tried(wrongKey)).toBe('63c6');
    molto = new VirtualMolto(molto.snapshot(), { now: () => noon, random: repeatableBytes('again') });
    expect(tried(wrongKey)).toBe('63c5');
  });

  test('are not spent without a challenge, nor by one used twice', () => {
    expect(status(authenticateCommand(wrongKey, new Uint8Array(8)))).toBe('6a80');
    const challenge = answer(challengeCommand().apdu).data;
    expect(status(authenticateCommand(wrongKey, challenge))).toBe('63c7');
    expect(status(authenticateCommand(key, challenge))).toBe('6a80');
    expect(molto.triesLeft).toBe(7);
  });
});

describe('an authenticated session', () => {
  test('is wanted by everything that writes', () => {
    const commands = [
      configure(),
      timeCommand(key, { profile: 7, clock: noon }),
      titleCommand(key, { profile: 7, title: 'x' }),
      seedCommand(key, { profile: 7, seed }),
    ];
    for (const command of commands) expect(status(command)).toBe('6983');
    authenticated();
    for (const command of commands) expect(status(command)).toBe('9000');
  });

  const unplugged = () => {
    molto.unplug();
    molto.plugIn();
  };
  test.each([
    ['a wrong key', () => void tried(wrongKey)],
    ['asking for a challenge', () => void answer(challengeCommand().apdu)],
    ['unplugging', unplugged],
  ])('is ended by %s', (_, end) => {
    authenticated();
    end();
    expect(status(configure())).toBe('6983');
  });

  test('checks the MAC first, and stays when that is wrong', () => {
    const bad = configure().apdu.slice();
    bad.set([0, 0, 0, 0], bad.length - 4);
    expect(status(bad)).toBe('6983');
    authenticated();
    expect(status(bad)).toBe('6983');
    expect(status(configure())).toBe('9000');
  });

  test('does not let a MAC of another profile pass', () => {
    authenticated();
    const moved = seedCommand(key, { profile: 7, seed }).apdu.slice();
    moved[3] = 8;
    expect(status(moved)).toBe('6983');
    expect(molto.screen()).toEqual([]);
  });
});

describe('what is written badly', () => {
  beforeEach(authenticated);

  test.each([16, 32, 48])('a seed of %i bytes is taken with padding, and not without', (length) => {
    const plain = Uint8Array.from({ length }, (_, index) => index + 1);
    const header = { ins: 0xc5, p1: 0x01, p2: 7 };
    expect(status(secured(header, encrypted(padAlways(plain))))).toBe('9000');
    expect(molto.snapshot().profiles['7']?.seed).toBe(toHex(plain));
    expect(status(secured(header, encrypted(plain)))).toBe('6a80');
  });

  test('bodies of another length or layout are refused', () => {
    const body = configure().apdu.slice(5, -4);
    const header = { ins: 0xd4, p1: 0x01, p2: 7 };
    expect(status(secured(header, body.slice(0, -1)))).toBe('6a80');
    expect(status(secured(header, body.with(0, 0x82)))).toBe('6a80');
    expect(status(secured({ ins: 0xd5, p1: 0, p2: 7 }, encrypted(new Uint8Array(32))))).toBe('6a80');
    expect(status(secured({ ins: 0xd7, p1: 0, p2: 0 }, encrypted(padAlways(new Uint8Array(20)))))).toBe('6a80');
  });

  test('a bogus algorithm is taken and counts as SHA-1', () => {
    const body = configure().apdu.slice(5, -4).with(15, 0x09);
    expect(status(secured({ ins: 0xd4, p1: 0x01, p2: 7 }, body))).toBe('9000');
    expect(molto.snapshot().profiles['7']?.algorithmByte).toBe(9);
  });

  test('a profile it has not, an unknown instruction or class, and a cut-off APDU are refused', () => {
    molto = pluggedMolto({ model: 'Molto2' });
    authenticated();
    expect(status(configure(50))).toBe('6a86');
    expect(status(secured({ ins: 0xc6, p1: 0x01, p2: 7 }, new Uint8Array(16)))).toBe('6d00');
    expect(status(secured({ ins: 0xc5, p1: 0x00, p2: 7 }, new Uint8Array(16)))).toBe('6d00');
    expect(status('8099000000')).toBe('6d00');
    expect(status('00a4040000')).toBe('6e00');
    expect(status(configure().apdu.slice(0, -1))).toBe('6700');
    expect(status('8041')).toBe('6700');
  });
});

test('it comes back from its snapshot, through JSON, unplugged and otherwise the same', () => {
  molto = pluggedMolto({ model: 'Molto2', triesLeft: 5, clockErrorSeconds: 9, profiles: { '12': takenProfile } });
  const snapshot = JSON.parse(JSON.stringify(molto.snapshot())) as ReturnType<VirtualMolto['snapshot']>;
  expect(Object.keys(snapshot.profiles)).toEqual(['12']);
  const restored = new VirtualMolto(snapshot, { now: () => noon, random: repeatableBytes('restored') });
  expect(restored.isOn).toBe(false);
  expect(restored.snapshot()).toEqual(snapshot);
  expect(restored.screen()).toEqual(molto.screen());
});

test('a code follows the clock of its profile', () => {
  molto = pluggedMolto({ profiles: { '1': takenProfile, '2': { ...takenProfile, clockOffsetSeconds: 600 } } });
  expect(molto.display(2)).toBe(molto.display(1, noon + 600));
  molto.clockErrorSeconds = -600;
  expect(molto.display(2)).toBe(pluggedMolto({ profiles: { '1': takenProfile } }).display(1));
});
