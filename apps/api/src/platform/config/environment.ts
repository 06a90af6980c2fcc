/** The process's environment; nothing else reads it. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
