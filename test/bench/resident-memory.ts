import { readFileSync, writeFileSync } from 'node:fs';
import { platform } from 'node:process';

/** Source: proc_pid_clear_refs(5). */
const resetPeak = '5';

const kilobytes = (pid: number, field: 'VmRSS' | 'VmHWM'): number => {
  const [, value] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(value);
};

/**
 * How far a process's resident memory rises while something is done, as the kernel counts it. Linux alone tells.
 * @returns a question: megabytes at the highest point until now, and above where it began
 */
export function watchMemory(pid: number): () => { most: number; rise: number } | null {
  if (platform !== 'linux') return () => null;
  writeFileSync(`/proc/${pid}/clear_refs`, resetPeak);
  const before = kilobytes(pid, 'VmRSS');
  return () => {
    const most = kilobytes(pid, 'VmHWM');
    return { most: most / 1024, rise: (most - before) / 1024 };
  };
}
