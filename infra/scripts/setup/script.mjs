import process from 'node:process';

/** Something the person at the keyboard has to know or do: shown as its sentence, without a stack. */
export class Refusal extends Error {}

/** Set-up speaks on stderr, so that stdout stays with what the script was called for (`--json`, a summary). */
export const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Runs a script's body, which answers with an exit code. */
export async function script(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
