import { parseArgs } from 'node:util';
import { bindingNames } from '@depot/devices';
import { z } from 'zod';
import { Refusal } from '../refusal.js';
import type { Environment } from './environment.js';

const usage = [
  'Use: node dist/main.js pair --url URL --name NAME --folder DIR [--code CODE]   (or the code in DEPOT_PAIRING_CODE)',
  '     node dist/main.js run [--url URL] --folder DIR [--virtual N] [--virtual-latency MS] [--bench-port PORT]\n                            [--log-level LEVEL] [--binding nfc-pcsc|pcsc-mini]',
].join('\n');

const wholeNumber = z.string().regex(/^\d+$/).transform(Number);
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

const PairCommand = z.strictObject({
  command: z.literal('pair'),
  url: z.string(),
  name: z.string(),
  folder: z.string().min(1),
  code: z.string(),
});

const RunCommand = z.strictObject({
  command: z.literal('run'),
  /** The depot the agent is paired with, where none is given. */
  url: z.string().optional(),
  folder: z.string().min(1),
  /** How many virtual readers; real ones where it is left out. The depot shows 64 readers at most. */
  virtual: wholeNumber.pipe(z.number().max(64)).optional(),
  /** Milliseconds each APDU takes; as long as with a real token where it is left out. */
  'virtual-latency': wholeNumber.pipe(z.number().max(5000)).optional(),
  'bench-port': wholeNumber.pipe(z.number().max(65535)).optional(),
  'log-level': logLevel,
  /** What reaches real readers; the best that loads where it is left out. */
  binding: z.enum(bindingNames).optional(),
});

const AgentCommand = z.discriminatedUnion('command', [PairCommand, RunCommand]);
/** What the agent was started for. */
export type AgentCommand = z.infer<typeof AgentCommand>;

const text = { type: 'string' } as const;
const flags = {
  pair: ['url', 'name', 'folder', 'code'],
  run: ['url', 'folder', 'virtual', 'virtual-latency', 'bench-port', 'log-level', 'binding'],
};

function readFlags(command: string | undefined, args: string[]): Record<string, string | undefined> {
  if (command !== 'pair' && command !== 'run') throw new Refusal(usage);
  try {
    const options = Object.fromEntries(flags[command].map((name) => [name, text]));
    return { ...parseArgs({ args, options, strict: true }).values };
  } catch {
    throw new Refusal(usage);
  }
}

/** Reads the arguments after the program's name. @throws Refusal with the usage; it quotes no argument. */
export function readCommandLine([command, ...args]: string[], environment: Environment): AgentCommand {
  const given = readFlags(command, args);
  if (command === 'pair') given['code'] ??= environment.pairingCode;
  if (command === 'run') given['log-level'] ??= environment.logLevel ?? 'warn';
  if (command === 'pair' && given['code'] === undefined) {
    throw new Refusal('The pairing code is missing. Ask the admin for one and put it in DEPOT_PAIRING_CODE.');
  }
  const parsed = AgentCommand.safeParse({ command, ...given });
  if (!parsed.success) throw new Refusal(usage);
  return parsed.data;
}
