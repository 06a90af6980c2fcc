#!/usr/bin/env node
import process from 'node:process';
import { type AgentCommand, type CommandName } from './config/commands.js';
import { readCommandLine } from './config/command-line.js';
import { readEnvironment } from './config/environment.js';
import { usage } from './config/usage.js';
import { openLog } from './log.js';
import { openReaders } from './open-readers.js';
import { pair } from './pairing/pair.js';
import { listReaders } from './readers/list-readers.js';
import { printReaders } from './readers/print-readers.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';
import { printFinding } from './self-test/print-finding.js';
import { selfTest } from './self-test/self-test.js';

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** @returns the exit code: 1 when something is amiss here, 2 when the depot will not have this agent */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), readEnvironment());
  if (command === null) {
    console.log(usage());
    return 0;
  }
  switch (command.command) {
    case 'pair':
      return startPairing(command);
    case 'run':
      return startRun(command);
    case 'readers':
      return showReaders(command);
    case 'self-test':
      return showSelfTest(command);
  }
}

type Given<Name extends CommandName> = Extract<AgentCommand, { command: Name }>;

async function startPairing(command: Given<'pair'>): Promise<number> {
  const { name, url } = await pair(command);
  say(`Paired with ${url} as “${name}”.`);
  return 0;
}

async function startRun(command: Given<'run'>): Promise<number> {
  const { 'virtual-latency': latencyMs, 'bench-port': benchPort, 'log-level': level, ...choice } = command;
  const { url, folder, virtual, binding } = choice;
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

const justLooking = { latencyMs: undefined, benchPort: undefined };

async function showReaders({ folder, binding, virtual }: Given<'readers'>): Promise<number> {
  const opened = await openReaders({ ...justLooking, virtual, folder, binding });
  try {
    const views = await listReaders(opened.readers, Date.now);
    printReaders(views, { binding: opened.binding, trouble: opened.readers.trouble() });
    return 0;
  } finally {
    await opened.close();
  }
}

async function showSelfTest({ folder, binding, virtual }: Given<'self-test'>): Promise<number> {
  const open = () => openReaders({ ...justLooking, virtual, folder, binding });
  let isFine = true;
  for await (const finding of selfTest({ folder, clock: Date.now, openReaders: open })) {
    printFinding(finding);
    isFine &&= finding.mark !== 'failed';
  }
  return isFine ? 0 : 1;
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
