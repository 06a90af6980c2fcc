import { isDeviceError } from '@depot/devices';
import { exitCode } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { Misuse, readOptions, usage } from './options.js';
import { runHardwareTest } from './run-hardware-test.js';
import { typedLines } from './typed-lines.js';

/** Its own words for what we know; of anything else the kind alone, for the rest may quote what must stay secret. */
function sentenceFor(error: unknown): string {
  if (isDeviceError(error)) return error.message;
  return `The test failed unexpectedly (${error instanceof Error ? error.name : 'no error'}). Burn the token anew before use.`;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    console.log(usage);
    return exitCode.proved;
  }
  const typist = typedLines(process.stdin, process.stdout);
  try {
    return await runHardwareTest(readOptions(args), typist);
  } catch (error) {
    console.error(error instanceof Misuse ? error.message : sentenceFor(error));
    return error instanceof Misuse ? exitCode.misused : exitCode.unproved;
  } finally {
    typist.close();
  }
}

// Nothing that is left, a terminal or a timer, may keep it.
process.exit(await main(process.argv.slice(2)));
