/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One line on standard output. */
  readonly print: (line: string) => void;
}

export interface Command {
  /** As typed: `audit verify`. */
  readonly words: readonly [string, ...string[]];
  /** What may follow the words. */
  readonly takes: string;
  readonly about: string;
  /** @returns the exit code. @throws CommandRefused */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** Why a command cannot do what it was asked; the message is the sentence for the person who typed it. */
export class CommandRefused extends Error {
  /** @param code the problem's, where a depot refused */
  constructor(
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}
