import { commands, type CommandName } from './commands.js';
import { options } from './options.js';

type OptionName = keyof typeof options;
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

/** The options of a command, in the order of its schema. */
export function optionsOf(command: CommandName): OptionName[] {
  return Object.keys(commands[command].takes.shape).filter(isOption);
}

const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

/** What is said to somebody who asked for help, or wrote something else. It quotes no argument. */
export function usage(): string {
  const words = Object.entries(commands).map(([name, { does }]) => [name, does] as const);
  const flags = Object.entries(options).map(([name, { value, does }]) => [`--${name} ${value}`, does] as const);
  const takes = words.map(([name]) => {
    const given = optionsOf(name as CommandName).map((option) => `--${option}`);
    return [name, given.join(' ')] as const;
  });
  return [
    ['Use: token-depot-agent COMMAND [OPTIONS]', '     npm run agent -- COMMAND [OPTIONS]   (in the repository)'],
    table(words),
    ['Options:', ...table(flags)],
    ['Which command takes which:', ...table(takes)],
  ]
    .map((part) => part.join('\n'))
    .join('\n\n');
}
