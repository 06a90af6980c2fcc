import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.js';

const nothing = { pairingCode: undefined, logLevel: undefined };

test('the pairing code comes from the environment, or from the command line', () => {
  const words = ['pair', '--url', 'http://127.0.0.1', '--name', 'Bench', '--folder', 'agent'];
  expect(readCommandLine(words, { ...nothing, pairingCode: 'FROM-ENV' })).toMatchObject({ code: 'FROM-ENV' });
  expect(readCommandLine([...words, '--code', 'GIVEN'], { ...nothing, pairingCode: 'X' })).toMatchObject({
    code: 'GIVEN',
  });
  expect(() => readCommandLine(words, nothing)).toThrow(/DEPOT_PAIRING_CODE/);
});

test('a run reads its numbers and takes the level of the log from where it is given', () => {
  const words = ['run', '--folder', 'agent', '--virtual', '2', '--virtual-latency', '0', '--bench-port', '4000'];
  const command = { command: 'run', folder: 'agent', virtual: 2, 'virtual-latency': 0, 'bench-port': 4000 };
  expect(readCommandLine(words, nothing)).toEqual({ ...command, 'log-level': 'warn' });
  expect(readCommandLine(words, { ...nothing, logLevel: 'debug' })).toEqual({ ...command, 'log-level': 'debug' });
});

test('a run takes the name of a binding', () => {
  expect(readCommandLine(['run', '--folder', 'agent', '--binding', 'pcsc-mini'], nothing)).toMatchObject({
    binding: 'pcsc-mini',
  });
});

test.each([
  ['no command', []],
  ['an unknown command', ['burn']],
  ['an unknown flag', ['run', '--folder', 'agent', '--code', 'SECRET']],
  ['a number that is none', ['run', '--folder', 'agent', '--virtual', 'SECRET']],
  ['too many readers', ['run', '--folder', 'agent', '--virtual', '65']],
  ['no folder', ['run']],
  ['an unknown binding', ['run', '--folder', 'agent', '--binding', 'SECRET']],
])('%s is answered with the usage, quoting nothing', (_, words) => {
  expect(() => readCommandLine(words, nothing)).toThrow(/^Use: node dist\/main\.js pair((?!SECRET).)*$/s);
});
