import process from 'node:process';
import { readCommandLine } from './config/command-line.js';
import { readEnvironment } from './config/environment.js';
import { openLog } from './log.js';
import { pair } from './pairing/pair.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** @returns the exit code: 1 when something is amiss here, 2 when the depot will not have this agent */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), readEnvironment());
  if (command.command === 'pair') {
    const { name, url } = await pair(command);
    say(`Paired with ${url} as “${name}”.`);
    return 0;
  }
  const {
    url,
    folder,
    binding,
    virtual,
    'virtual-latency': latencyMs,
    'bench-port': benchPort,
    'log-level': level,
  } = command;
  const refused = await run({
    url,
    folder,
    virtual,
    latencyMs,
    benchPort,
    binding,
    openLog: (stationId) => openLog(level, { process: stationId }),
  });
  if (refused === null) return 0;
  say(refused);
  return 2;
}

/** Its own words for a refusal; of anything else the kind alone, for the rest may quote what must stay secret. */
function sentenceFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  const where =
    error instanceof Error ? (error.stack?.split('\n').find((line) => line.startsWith('    at ')) ?? '') : '';
  return `The agent failed unexpectedly (${code})${where.replace(/^ +/, ' ')}.`;
}

process.on('uncaughtException', (error) => {
  say(sentenceFor(error));
  process.exit(1);
});

try {
  process.exitCode = await main();
} catch (error) {
  say(sentenceFor(error));
  process.exitCode = 1;
}
// Nothing that is left, a socket or a timer, may keep an ended agent alive.
process.exit();
