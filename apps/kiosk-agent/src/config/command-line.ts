import { parseArgs } from 'node:util';
import { Refusal } from '../refusal.js';
import { commands, isCommandName, type AgentCommand, type CommandName } from './commands.js';
import type { Environment } from './environment.js';
import { options } from './options.js';
import { optionsOf, usage } from './usage.js';

const text = { type: 'string' } as const;

/** What an option holds when it is not given, where there is something sensible. */
function defaults(environment: Environment): Record<string, string | undefined> {
  const { pairingCode, logLevel, folder, hostName } = environment;
  return { code: pairingCode, 'log-level': logLevel ?? 'warn', folder, name: hostName };
}

function readFlags(command: CommandName, args: string[]): Record<string, string | undefined> {
  try {
    const options = Object.fromEntries(optionsOf(command).map((name) => [name, text]));
    return { ...parseArgs({ args, options, strict: true }).values };
  } catch {
    throw new Refusal(usage());
  }
}

const asksForHelp = (words: readonly string[]) =>
  words[0] === 'help' || words.some((word) => word === '--help' || word === '-h');

/**
 * Reads the arguments after the program's name.
 * @returns null when help is asked for
 * @throws Refusal with the usage; it quotes no argument
 */
export function readCommandLine(words: string[], environment: Environment): AgentCommand | null {
  if (asksForHelp(words)) return null;
  const [command, ...args] = words;
  if (!isCommandName(command)) throw new Refusal(usage());
  const given = readFlags(command, args);
  const otherwise = defaults(environment);
  for (const name of optionsOf(command)) given[name] ??= otherwise[name];
  if (command === 'pair' && given['code'] === undefined) {
    throw new Refusal('The pairing code is missing. Ask the admin for one and put it in DEPOT_PAIRING_CODE.');
  }
  const parsed = commands[command].takes.safeParse({ command, ...given });
  if (!parsed.success) throw new Refusal(`${amiss(parsed.error.issues)}\n\n${usage()}`);
  return parsed.data;
}

/** Which options are amiss, and what they may be; what was given is not repeated, for it may be a secret in the wrong place. */
function amiss(issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const names = new Set(issues.map(({ path }) => String(path[0])));
  return [...names]
    .map((name) => (isOption(name) ? `--${name} is ${options[name].does}.` : `--${name} is amiss.`))
    .join('\n');
}

function isOption(name: string): name is keyof typeof options {
  return Object.hasOwn(options, name);
}
