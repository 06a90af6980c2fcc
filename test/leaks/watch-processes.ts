import { readFileSync, readdirSync } from 'node:fs';
import type { Sinks } from './sinks.js';

/** Whether this system shows a process's arguments and environment as files. */
export const showsProcesses = process.platform === 'linux';

/** Keeps the arguments and the environment of every process this one has started, and those have, while it runs. */
export function watchProcesses(sinks: Sinks): { look(): void; stop(): void } {
  const look = (): void => {
    if (!showsProcesses) return;
    for (const pid of descendants(process.pid)) {
      sinks.record('process arguments', fileOf(pid, 'cmdline'));
      sinks.record('process environment', fileOf(pid, 'environ'));
    }
  };
  const timer = setInterval(look, 300);
  return {
    look,
    stop: () => {
      clearInterval(timer);
    },
  };
}

function descendants(of: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    // The name in brackets may hold blanks; the parent is the second word behind it.
    .map((name) => ({
      pid: Number(name),
      parent: Number(fileOf(name, 'stat').toString().split(') ').at(-1)?.split(' ')[1]),
    }));
  const found = [of];
  for (const pid of found) found.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return found.slice(1);
}

/** Empty when the process has ended, or is another user's. */
function fileOf(pid: number | string, name: string): Buffer {
  try {
    return readFileSync(`/proc/${String(pid)}/${name}`);
  } catch {
    return Buffer.alloc(0);
  }
}
