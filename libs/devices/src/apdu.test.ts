import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { buildApdu, splitAnswer } from './apdu.js';
import { fromHex } from './bytes.js';
import { Command } from './command.js';
import { LinkLost } from './transport.js';

const header = { cla: 0x80, ins: 0x41, p1: 0x01, p2: 0x02 };

test('a command is header, length, body', () => {
  expect(buildApdu(header, fromHex('aabb'))).toEqual(fromHex('8041010202aabb'));
});

test.each([0, 256])('a body of %i bytes is refused', (length) => {
  expect(() => buildApdu(header, new Uint8Array(length))).toThrow(RangeError);
});

test('an answer is data and status word', () => {
  expect(splitAnswer(fromHex('aabb9000'))).toEqual({ data: fromHex('aabb'), statusWord: 0x9000 });
  expect(splitAnswer(fromHex('6983'))).toEqual({ data: new Uint8Array(0), statusWord: 0x6983 });
});

test.each(['', '90'])('the answer "%s" is a lost link', (answer) => {
  expect(() => splitAnswer(fromHex(answer))).toThrow(LinkLost);
});

test('a command that is printed or serialised shows no bytes', () => {
  const command = new Command('write seed', { apdu: fromHex('deadbeef'), decode: () => null });
  expect(inspect(command, { showHidden: true, depth: 9 })).not.toMatch(/222|173|dead/);
  expect(JSON.stringify(command)).toBe('{"name":"write seed"}');
});

test('a wiped command is zeros', () => {
  const command = new Command('write seed', { apdu: fromHex('deadbeef'), decode: () => null });
  command.wipe();
  expect(command.apdu).toEqual(new Uint8Array(4));
});
