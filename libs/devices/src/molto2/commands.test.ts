import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.js';
import { cbcMac } from '../mac.js';
import { sm4Decrypt } from '../sm4.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { configureCommand } from './configure-command.js';
import { customerKeyCommand } from './customer-key-command.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { deleteSeedCommand } from './delete-seed-command.js';
import { factoryResetCommand } from './factory-reset-command.js';
import { infoCommand } from './info-command.js';
import { profileCommand } from './profile-command.js';
import { seedCommand } from './seed-command.js';
import { timeCommand } from './time-command.js';
import { titleCommand } from './title-command.js';

const key = sm4KeyOf(defaultCustomerKey);
const apdu = (command: { apdu: Uint8Array }) => toHex(command.apdu);
const plain = (command: { apdu: Uint8Array }) => toHex(sm4Decrypt({ key, bytes: command.apdu.slice(5, -4) }));
const settings = { algorithm: 'SHA1', period: 30, displaySeconds: 60, digits: 6 } as const;
const rfcSeed = new TextEncoder().encode('12345678901234567890');

// The bytes below are those of the vendor's tool (token2/molto2-tools), recomputed by framefilter/keyroost with gmssl.
describe('known answers', () => {
  test('the SM4 key behind the default customer key', () => {
    expect(toHex(key)).toBe('099250fdb017f442da429ecbbee17f79');
  });

  test('the MAC of a text', () => {
    expect(toHex(cbcMac(key, new TextEncoder().encode('hello world test!!')))).toBe('2cf7c205');
  });

  test('commands without a secret', () => {
    expect(apdu(infoCommand())).toBe('8041000000');
    expect(apdu(challengeCommand())).toBe('804b080000');
    expect(apdu(factoryResetCommand())).toBe('8056000000');
    expect(apdu(deleteSeedCommand(99))).toBe('80e6006300');
    // Without Le: the device answers 6FFB to one.
    expect(apdu(profileCommand(99))).toBe('804100630170');
  });

  test('authenticate', () => {
    expect(apdu(authenticateCommand(key, fromHex('1122334455667788')))).toBe(
      '80ce000010550ec1328f963eb02972bb141e1cf521',
    );
  });

  test('time only', () => {
    expect(apdu(timeCommand(key, { profile: 0, clock: 0x66123456 }))).toBe('84d401000c81060f046612345642304790');
  });

  test('title', () => {
    expect(apdu(titleCommand(key, { profile: 3, title: 'hello' }))).toBe(
      '84d5000314aa6492e824df9e2be60917d1226ae8965af94611',
    );
  });

  test('configure', () => {
    expect(apdu(configureCommand(key, { profile: 2, settings, clock: 1_700_000_000 }))).toBe(
      '84d401021a81141f01020f046553f10086090a01010b01060d011e1d87ec54',
    );
  });

  test('seed of RFC 6238', () => {
    expect(apdu(seedCommand(key, { profile: 0, seed: rfcSeed }))).toBe(
      '84c50100245d848c69eb8e884e7d20591ff89adeff31fd80354bf08248e60d457774bbf06e915c34ab',
    );
  });

  test('set customer key', () => {
    expect(apdu(customerKeyCommand(key, new Uint8Array(16)))).toBe(
      '84d7000024d42e83ec1bb82944a85fce676bd0fd22e7577a25916244dcc4ec7412d665af4b67821c80',
    );
  });
});

describe('a profile block', () => {
  // framefilter/keyroost public_data_kat.rs: slot 99 as it was captured, the two times made up there.
  const captured = `951f701d20${toHex(new TextEncoder().encode('KRPROBE99'))}${'00'.repeat(7)}00000e1000015180011e0601`;

  test('tells title and occupancy', () => {
    expect(profileCommand(99).decode(fromHex(captured))).toEqual({ occupied: true, title: 'KRPROBE99' });
  });

  test('of an empty profile shows defaults, and is empty all the same', () => {
    const empty = `951f701d00${'00'.repeat(24)}011e0600`;
    expect(profileCommand(5).decode(fromHex(empty))).toEqual({ occupied: false, title: null });
  });

  test('shows what is no text as such', () => {
    const odd = captured.replace('4b52', 'ff07');
    expect(profileCommand(5).decode(fromHex(odd)).title).toBe('\uFFFD\uFFFDPROBE99');
  });

  test.each([
    ['is cut off', captured.slice(0, -2)],
    ['is too long', `${captured}00`],
    ['begins otherwise', captured.replace('951f', '941f')],
    ['holds another tag', captured.replace('701d', '711d')],
    ['is nothing', ''],
  ])('that %s is not believed', (_, bytes) => {
    expect(() => profileCommand(99).decode(fromHex(bytes))).toThrow(
      expect.objectContaining({ code: 'malformed-answer' }),
    );
  });
});

describe('a seed is never aligned on the wire, so that nobody can take its padding away', () => {
  test.each([
    [1, 20],
    [16, 20],
    [20, 20],
    [32, 33],
    [33, 33],
    [48, 49],
    [63, 63],
  ])('%i bytes are sent as %i', (length, sent) => {
    const seed = Uint8Array.from({ length }, (_, index) => index + 1);
    const padded = plain(seedCommand(key, { profile: 1, seed }));
    expect(padded.startsWith(toHex(seed) + '00'.repeat(sent - length) + '80')).toBe(true);
    expect(padded.slice(sent * 2)).toMatch(/^80(00)*$/);
    expect(padded.length % 32).toBe(0);
  });

  test.each([0, 64])('%i bytes are no seed', (length) => {
    expect(() => seedCommand(key, { profile: 1, seed: new Uint8Array(length) })).toThrow(
      expect.objectContaining({ code: 'invalid-seed' }),
    );
  });
});

describe('what does not fit is refused before it is sent', () => {
  test.each(['', 'thirteen char', 'ééééééé', 'a\nb', '\ud800'])('the title “%s”', (title) => {
    expect(() => titleCommand(key, { profile: 1, title })).toThrow(expect.objectContaining({ code: 'invalid-title' }));
  });

  test.each([-1, 100, 1.5, Number.NaN])('profile %d', (profile) => {
    for (const build of [
      () => profileCommand(profile),
      () => deleteSeedCommand(profile),
      () => seedCommand(key, { profile, seed: rfcSeed }),
      () => titleCommand(key, { profile, title: 'x' }),
      () => timeCommand(key, { profile, clock: 1 }),
      () => configureCommand(key, { profile, settings, clock: 1 }),
    ]) {
      expect(build).toThrow(expect.objectContaining({ code: 'profile-missing' }));
    }
  });

  test.each([{ digits: 7 }, { digits: 5 }, { period: 45 }, { algorithm: 'SHA512' }, { displaySeconds: 20 }])(
    'settings with %j',
    (part) => {
      const odd = { ...settings, ...part } as never;
      expect(() => configureCommand(key, { profile: 1, settings: odd, clock: 1 })).toThrow(
        expect.objectContaining({ code: 'invalid-settings' }),
      );
    },
  );

  test.each([0, 65])('a customer key of %i bytes', (length) => {
    expect(() => customerKeyCommand(key, new Uint8Array(length))).toThrow(
      expect.objectContaining({ code: 'invalid-key' }),
    );
  });
});

test.each([4, 6, 8, 10] as const)('%i digits are one byte of configure', (digits) => {
  const bytes = configureCommand(key, { profile: 1, settings: { ...settings, digits }, clock: 1 }).apdu;
  expect(bytes[5 + 18]).toBe(digits);
});
