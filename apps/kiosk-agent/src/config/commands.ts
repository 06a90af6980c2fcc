import { z } from 'zod';
import { options } from './options.js';

const { url, code, ca, name, folder, binding, virtual, 'virtual-latency': latency, 'bench-port': benchPort } = options;

const pair = z.strictObject({
  command: z.literal('pair'),
  url: url.holds,
  code: code.holds,
  name: name.holds,
  /** Kept with the identity. */
  ca: ca.holds.optional(),
  folder: folder.holds,
});

const run = z.strictObject({
  command: z.literal('run'),
  /** The depot the agent is paired with, where none is given. */
  url: url.holds.optional(),
  folder: folder.holds,
  binding: binding.holds.optional(),
  /** Real readers where it is left out. */
  virtual: virtual.holds.optional(),
  /** As long as with a real token where it is left out. */
  'virtual-latency': latency.holds.optional(),
  'bench-port': benchPort.holds.optional(),
  'log-level': options['log-level'].holds,
});

const readers = z.strictObject({
  command: z.literal('readers'),
  folder: folder.holds,
  binding: binding.holds.optional(),
  virtual: virtual.holds.optional(),
});

const selfTest = z.strictObject({
  command: z.literal('self-test'),
  folder: folder.holds,
  binding: binding.holds.optional(),
  virtual: virtual.holds.optional(),
});

/** What the agent can be started for. An option of a command is a key of its schema, and stands in `options.ts`. */
export const commands = {
  pair: { does: 'trades a one-time code for a station of the depot', takes: pair },
  run: { does: 'serves that station until it is told to end', takes: run },
  readers: { does: 'lists the readers and what lies on them; needs no pairing', takes: readers },
  'self-test': { does: 'burns a virtual token by the way of a real order, and says what works here', takes: selfTest },
} as const;

export type CommandName = keyof typeof commands;
/** What the agent was started for. */
export type AgentCommand = z.infer<(typeof commands)[CommandName]['takes']>;

export const isCommandName = (word: string | undefined): word is CommandName =>
  word !== undefined && Object.hasOwn(commands, word);
