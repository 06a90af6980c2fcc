import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.js';
import { commands } from './commands.js';
import { usage } from './usage.js';

const nothing = { pairingCode: undefined, logLevel: undefined, folder: '/state/agent', hostName: 'bench-3' };

test('the pairing code comes from the environment, or from the command line', () => {
  const words = ['pair', '--url', 'http://127.0.0.1', '--name', 'Bench', '--folder', 'agent'];
  expect(readCommandLine(words, { ...nothing, pairingCode: 'FROM-ENV' })).toMatchObject({ code: 'FROM-ENV' });
  expect(readCommandLine([...words, '--code', 'GIVEN'], { ...nothing, pairingCode: 'X' })).toMatchObject({
    code: 'GIVEN',
  });
  expect(() => readCommandLine(words, nothing)).toThrow(/DEPOT_PAIRING_CODE/);
});

test('folder and name are those of the machine, unless they are given', () => {
  const words = ['pair', '--url', 'http://127.0.0.1', '--code', 'CODE'];
  expect(readCommandLine(words, nothing)).toMatchObject({ folder: '/state/agent', name: 'bench-3' });
  const given = [...words, '--folder', 'here', '--name', 'Bench'];
  expect(readCommandLine(given, nothing)).toMatchObject({ folder: 'here', name: 'Bench' });
  expect(readCommandLine(['readers'], nothing)).toEqual({ command: 'readers', folder: '/state/agent' });
});

test('a run reads its numbers and takes the level of the log from where it is given', () => {
  const words = ['run', '--folder', 'agent', '--virtual', '2', '--virtual-latency', '0', '--bench-port', '4000'];
  const command = { command: 'run', folder: 'agent', virtual: 2, 'virtual-latency': 0, 'bench-port': 4000 };
  expect(readCommandLine(words, nothing)).toEqual({ ...command, 'log-level': 'warn' });
  expect(readCommandLine(words, { ...nothing, logLevel: 'debug' })).toEqual({ ...command, 'log-level': 'debug' });
});

test('a run takes the name of a binding', () => {
  expect(readCommandLine(['run', '--binding', 'pcsc-mini'], nothing)).toMatchObject({ binding: 'pcsc-mini' });
});

test.each([[['--help']], [['help']], [['-h']], [['run', '--help']], [['burn', '--help']]])(
  '%j asks for help',
  (words) => {
    expect(readCommandLine(words, nothing)).toBeNull();
  },
);

test('the usage names every command', () => {
  for (const [name, { does }] of Object.entries(commands)) expect(usage()).toMatch(new RegExp(`  ${name} +${does}`));
});

test.each([
  ['no command', []],
  ['an unknown command', ['burn']],
  ['a command of every object', ['toString']],
  ['an unknown flag', ['run', '--folder', 'agent', '--code', 'SECRET']],
])('%s is answered with the usage, quoting nothing', (_, words) => {
  expect(() => readCommandLine(words, nothing)).toThrow(/^Use: token-depot-agent COMMAND((?!SECRET).)*$/s);
});

test.each([
  ['a number that is none', ['run', '--virtual', 'SECRET'], '--virtual is that many virtual readers'],
  ['too many readers', ['run', '--virtual', '65'], '--virtual is that many virtual readers (64 at most)'],
  [
    'an unknown binding',
    ['run', '--binding', 'SECRET'],
    '--binding is what reaches real readers: nfc-pcsc or pcsc-mini',
  ],
  ['an empty folder', ['run', '--folder', ''], '--folder is where identity and journal are kept'],
])('%s is answered with what the option is for, then the usage, quoting nothing', (_, words, sentence) => {
  const refused = (): unknown => readCommandLine(words, nothing);
  expect(refused).toThrow(sentence);
  expect(refused).toThrow(/^((?!SECRET).)*Use: token-depot-agent COMMAND((?!SECRET).)*$/s);
});
