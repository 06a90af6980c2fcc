import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.js';
import { authenticateCommand } from './authenticate-command.js';
import { challengeCommand } from './challenge-command.js';

test('challenge asks with the bytes of the vendor', () => {
  expect(toHex(challengeCommand().apdu)).toBe('804b08000100');
});

test.each(['', '11223344556677', '112233445566778899'])('"%s" is not a challenge', (answer) => {
  expect(() => challengeCommand().decode(fromHex(answer))).toThrow(
    expect.objectContaining({ code: 'malformed-answer' }),
  );
});

// token2/openT2OTP firmware: SM4 of the challenge and 8 zero bytes under the device key.
test('authenticate answers the challenge 1122334455667788 as the firmware expects', () => {
  expect(toHex(authenticateCommand(fromHex('1122334455667788')).apdu)).toBe(
    '80ce0000108b7450f22721bc29985c2c460b65045d',
  );
});
