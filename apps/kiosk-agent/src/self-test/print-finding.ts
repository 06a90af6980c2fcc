import { type Finding } from './finding.js';

const marks: Record<Finding['mark'], string> = { ok: 'ok    ', note: 'note  ', failed: 'FAILED' };

/** Prints a finding on a line of its own, on standard output. */
export function printFinding({ mark, says }: Finding): void {
  console.log(`${marks[mark]}  ${says}`);
}
