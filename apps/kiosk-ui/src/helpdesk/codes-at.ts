import type { ShownCode } from '@depot/contracts';

/** What is on the screen so many seconds after the codes came. `left` and `length`: of the code's time, seconds. */
export interface CodesNow {
  readonly code: ShownCode | null;
  readonly next: ShownCode | null;
  readonly left: number;
  readonly length: number;
}

/** The code of this moment, and the one after; a chosen moment's stays until it has passed, one just past until it is put away. */
export function codesAt(codes: readonly ShownCode[], elapsed: number): CodesNow {
  const moment = codes.find(({ kind }) => kind === 'moment');
  const code = moment ?? codes.find(({ endsIn }) => endsIn > elapsed) ?? null;
  const next = codes.find(({ kind }) => kind === 'next') ?? null;
  return {
    code,
    next: code?.kind === 'now' ? next : null,
    left: code === null ? 0 : Math.max(0, code.endsIn - elapsed),
    length: code === null ? 0 : code.endsIn - code.startsIn,
  };
}
