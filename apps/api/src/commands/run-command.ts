import { CommandRefused } from './command.js';
import type { Command, CommandContext } from './command.js';

/** Finds the command that the arguments begin with and runs it. @throws CommandRefused with the usage when there is none */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (args.length === 0 || args.includes('--help')) {
    context.print(usage(commands));
    return args.length === 0 ? 2 : 0;
  }
  const command = commands.find(({ words }) => words.every((word, at) => args[at] === word));
  if (command === undefined) throw new CommandRefused(`There is no such command.\n\n${usage(commands)}`);
  try {
    return await command.run(args.slice(command.words.length), context);
  } catch (error) {
    if (!isBadOption(error)) throw error;
    throw new CommandRefused(`${error.message}\n\n${usage([command])}`);
  }
}

function usage(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ words, takes, about }) => [
    `  npm run -s depot -- ${[...words, takes].filter(Boolean).join(' ')}`,
    `      ${about}`,
  ]);
  return ['Use:', ...lines].join('\n');
}

/** What `parseArgs` throws at an option it does not know. */
function isBadOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
