import { expect, test } from 'vitest';
import { LinkLost } from '../transport.js';
import { readTranscript, TranscriptMismatch } from './read-transcript.js';

const burn = ['# a comment', '', '=> 804b08000100', '<= 11223344556677889000', '# 44.1 ms'];

test('comments, blank lines and the ends of lines of Windows do not count', () => {
  const [exchange, ...rest] = readTranscript(burn.join('\r\n'));
  expect(rest).toEqual([]);
  expect(exchange).toMatchObject({ line: 3, command: '804b08000100' });
  expect(exchange?.answer()).toHaveLength(10);
});

test('data that were cut come back as zeros, and a lost link as one', () => {
  const lines = ['=> 9060000000', '<= [data 3] 91af', '=> 9060000000', '<= [lost reader-lost]'];
  const [first, second] = readTranscript(lines.join('\n'));
  expect(first?.answer()).toEqual(Uint8Array.of(0, 0, 0, 0x91, 0xaf));
  expect(() => second?.answer()).toThrow(LinkLost);
});

test.each([
  ['a word', ['=> 804b08000100', '<= 9000', 'hello'], /^Line 3: no command\./],
  ['half a byte', ['=> 804b0800010'], /^Line 1: no command\./],
  ['capitals', ['=> 804B08000100', '<= 9000'], /^Line 1: no command\./],
  ['a mark that is not closed', ['=> 80ce000010 [response 16', '<= 9000'], /^Line 1: no command\./],
  ['a mark without a length', ['=> 80ce000010 [response]', '<= 9000'], /^Line 1: no command\./],
  ['an answer first', ['<= 9000', '=> 804b08000100'], /^Line 1: no command\./],
  ['two commands in a row', ['=> 804b08000100', '=> 804b08000100'], /^Line 2: no answer to the command before it\./],
  ['an answer of one byte', ['=> 804b08000100', '<= 90'], /^Line 2: no answer/],
  ['a way of losing a link that there is not', ['=> 804b08000100', '<= [lost somewhere]'], /^Line 2: no answer/],
  ['a command at the end', ['# one', '=> 804b08000100'], /^Line 2: a command without its answer\./],
])('%s is refused with its line', (_, lines, message) => {
  const reading = () => readTranscript(lines.join('\n'));
  expect(reading).toThrow(TranscriptMismatch);
  expect(reading).toThrow(message);
});
