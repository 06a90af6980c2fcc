import { expect, test } from 'vitest';
import { toHex } from '../bytes.js';
import { configureCommand } from './configure-command.js';
import type { SingleSettings } from './settings.js';

// token2/t2nfc_burner (byte-exact with the vendor's configurator): 60 s, SHA-256, 60 s, 0x65432100.
test('configure for SHA-256 and 60 s is the bytes of the vendor', () => {
  const settings: SingleSettings = { algorithm: 'SHA256', period: 60, displaySeconds: 60 };
  expect(toHex(configureCommand(settings, 0x65432100).apdu)).toBe(
    '84d400001781111f01020f046543210086060a01020d013c37a18bf9',
  );
});

// token2/t2nfc_burner: 30 s, SHA-1, 30 s, 1700000000.
test('configure for SHA-1 and 30 s is the bytes of the vendor', () => {
  const settings: SingleSettings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 };
  expect(toHex(configureCommand(settings, 1_700_000_000).apdu)).toBe(
    '84d400001781111f01010f046553f10086060a01010d011e4ffdc288',
  );
});

test.each([
  [15, 0x00],
  [30, 0x01],
  [60, 0x02],
  [120, 0x03],
] as const)('a display time of %i s is the byte %i', (displaySeconds, byte) => {
  expect(configureCommand({ algorithm: 'SHA1', period: 30, displaySeconds }, 0).apdu[9]).toBe(byte);
});

test.each([
  ['algorithm', { algorithm: 'SHA512', period: 30, displaySeconds: 30 }],
  ['period', { algorithm: 'SHA1', period: 45, displaySeconds: 30 }],
  ['display time', { algorithm: 'SHA1', period: 30, displaySeconds: 31 }],
])('a wrong %s is refused here, since the token would take it', (name, settings) => {
  expect(() => configureCommand(settings as SingleSettings, 0)).toThrow(
    expect.objectContaining({ code: 'invalid-settings', message: expect.stringContaining(name) as string }),
  );
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('the time %d is refused', (clock) => {
  expect(() => configureCommand({ algorithm: 'SHA1', period: 30, displaySeconds: 30 }, clock)).toThrow(
    expect.objectContaining({ code: 'invalid-settings' }),
  );
});
