import { beforeEach, describe, expect, test } from 'vitest';
import { litToken, noon, orderFor, restrictedSerial, unrestrictedSerial } from '../bench.fixture.js';
import { splitAnswer } from '../apdu.js';
import { fromHex, toHex } from '../bytes.js';
import type { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { sm4Encrypt } from '../sm4.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';
import { configureCommand } from './configure-command.js';
import { deviceKey } from './device-key.js';
import { infoCommand } from './info-command.js';
import { seedCommand } from './seed-command.js';
import type { VirtualToken } from './virtual-token.js';

let token: VirtualToken;
beforeEach(() => {
  token = litToken();
});

function answer(apdu: Uint8Array | string): { data: Uint8Array; statusWord: number } {
  const reaction = token.hear(typeof apdu === 'string' ? fromHex(apdu) : apdu);
  if (reaction.kind !== 'answer') throw new Error(reaction.kind);
  return splitAnswer(reaction.bytes);
}

function status(command: Uint8Array | string | Command<unknown>): string {
  const apdu = typeof command === 'string' || command instanceof Uint8Array ? command : command.apdu;
  return answer(apdu).statusWord.toString(16);
}

function authenticated(): void {
  expect(status(authenticateCommand(answer(challengeCommand().apdu).data))).toBe('9000');
}

const configure = () => configureCommand(orderFor(token).settings, noon);
const seedApdu = (plain: Uint8Array, p1 = 0x01) =>
  securedApdu(deviceKey, {
    header: { ins: 0xc5, p1, p2: 0x00 },
    body: sm4Encrypt('sm4-ecb', { key: deviceKey, bytes: plain }),
  });
const configureApdu = (body: string) =>
  securedApdu(deviceKey, { header: { ins: 0xd4, p1: 0, p2: 0 }, body: fromHex(body) });

// Every answer below is read off token2/openT2OTP firmware/src/token2.c.
describe('info', () => {
  test('tells the serial and the clock, with and without a body', () => {
    for (const apdu of ['80410000020211', '8041000000', '80410000']) {
      expect(infoCommand().decode(answer(apdu).data)).toEqual({ serial: restrictedSerial, clock: noon });
    }
  });

  test('has other header and separator bytes each time', () => {
    expect(answer('8041000000').data).not.toEqual(answer('8041000000').data);
  });
});

describe('authentication', () => {
  test('without a challenge is bad data', () => {
    expect(status(authenticateCommand(new Uint8Array(8)))).toBe('6a80');
  });

  test('that is wrong is refused and uses up the challenge', () => {
    const { data } = answer(challengeCommand().apdu);
    expect(status(authenticateCommand(new Uint8Array(8)))).toBe('6983');
    expect(status(authenticateCommand(data))).toBe('6a80');
  });

  test('of the wrong length is bad data and leaves the challenge', () => {
    const { data } = answer(challengeCommand().apdu);
    expect(status('80ce00000100')).toBe('6a80');
    expect(status(authenticateCommand(data))).toBe('9000');
  });

  test('ends when another challenge is asked for', () => {
    authenticated();
    answer(challengeCommand().apdu);
    expect(status(configure())).toBe('6983');
  });

  test('ends when the token is switched off', () => {
    authenticated();
    token.switchOff();
    token.switchOn();
    expect(status(configure())).toBe('6983');
  });

  test('cannot use a challenge from before switching off', () => {
    const { data } = answer(challengeCommand().apdu);
    token.switchOff();
    token.switchOn();
    expect(status(authenticateCommand(data))).toBe('6a80');
  });
});

describe('configure', () => {
  test('with a good MAC before authentication is refused', () => {
    expect(status(configure())).toBe('6983');
  });

  test('then seed in one session both succeed', () => {
    authenticated();
    expect(status(configure())).toBe('9000');
    expect(status(seedCommand(new Uint8Array(20).fill(7)))).toBe('9000');
  });

  test.each([
    ['18 bytes', '81111f01010f046553f10086060a01010d01'],
    ['20 bytes', '81111f01010f046553f10086060a01010d011e00'],
    ['another tag', '81111e01010f046553f10086060a01010d011e'],
  ])('of %s is bad data', (_, body) => {
    authenticated();
    expect(status(configureApdu(body))).toBe('6a80');
  });

  test('takes a bogus algorithm and a bogus period', () => {
    authenticated();
    expect(status(configureApdu('81111f01090f046553f10086060a01070d0105'))).toBe('9000');
    expect(token.snapshot()).toMatchObject({ displayByte: 9, algorithmByte: 7, periodByte: 5 });
  });

  test('clears the seed on most models', () => {
    token = litToken({ seed: 'aabb' });
    authenticated();
    expect(status(configure())).toBe('9000');
    expect(token.snapshot().seed).toBe('');
  });

  test.each(['8659600', '8659612', '8659632'])('leaves the seed on %s', (prefix) => {
    token = litToken({ serial: `${prefix}0000001`, seed: 'aabb' });
    authenticated();
    expect(status(configure())).toBe('9000');
    expect(token.snapshot().seed).toBe('aabb');
  });

  test('sets the clock', () => {
    token = litToken({ clockOffsetSeconds: -5000 });
    expect(token.clock()).toBe(noon - 5000);
    authenticated();
    expect(status(configure())).toBe('9000');
    expect(token.clock()).toBe(noon);
  });
});

describe('write seed', () => {
  test.each([16, 32, 48])('of %i bytes succeeds when padded though aligned', (length) => {
    authenticated();
    expect(status(seedApdu(padAlways(new Uint8Array(length).fill(7))))).toBe('9000');
    expect(token.snapshot().seed).toBe('07'.repeat(length));
  });

  test.each([16, 32, 48])('of %i bytes without padding is bad data and keeps the seed there was', (length) => {
    token = litToken({ serial: unrestrictedSerial, seed: 'aabb' });
    authenticated();
    expect(status(seedApdu(new Uint8Array(length).fill(7)))).toBe('6a80');
    expect(token.snapshot().seed).toBe('aabb');
  });

  test('of 63 bytes succeeds', () => {
    authenticated();
    expect(status(seedCommand(new Uint8Array(63).fill(7)))).toBe('9000');
  });

  test('of more than 64 bytes on the wire is bad data', () => {
    authenticated();
    expect(status(seedApdu(padAlways(new Uint8Array(64).fill(7))))).toBe('6a80');
  });

  test('with P1 = 00 is an unknown instruction', () => {
    authenticated();
    expect(status(seedApdu(padAlways(new Uint8Array(20)), 0x00))).toBe('6d00');
  });

  test('before authentication is refused', () => {
    expect(status(seedCommand(new Uint8Array(20)))).toBe('6983');
  });
});

describe('a MAC', () => {
  const spoiled = () => {
    const { apdu } = configure();
    return apdu.map((byte, index) => (index === apdu.length - 1 ? byte ^ 1 : byte));
  };

  test('that is wrong is refused and authentication stays', () => {
    authenticated();
    expect(status(spoiled())).toBe('6983');
    expect(status(configure())).toBe('9000');
  });

  test('is checked before the instruction and before authentication', () => {
    expect(status('84d40000050102030405')).toBe('6983');
    expect(status('84990000050102030405')).toBe('6983');
    const good = securedApdu(deviceKey, { header: { ins: 0x99, p1: 0, p2: 0 }, body: fromHex('01') });
    expect(status(good)).toBe('6d00');
  });

  test('that is missing is a wrong length', () => {
    expect(status('84d4000003010203')).toBe('6700');
  });
});

describe('what is no command', () => {
  test.each([
    ['a truncated APDU', toHex(seedCommand(new Uint8Array(20)).apdu.slice(0, -1)), '6700'],
    ['three bytes', '804100', '6700'],
    ['a SELECT', '00a4040008a000000647 2f0001', '6e00'],
    ['an unknown instruction', '8099000000', '6d00'],
    ['a challenge with another P1', '804b00000100', '6d00'],
  ])('%s is answered %s → %s', (_, apdu, expected) => {
    expect(status(apdu)).toBe(expected);
  });
});
