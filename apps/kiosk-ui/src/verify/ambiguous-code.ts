import type { Problem } from '@depot/contracts';

export interface TokenInDoubt {
  readonly id: string;
  readonly number: number;
  readonly serial: string;
}

/** The jobs whose tokens show the same code, as an `ambiguous-code` problem names them. */
export function sharedBy(problem: Problem | null): TokenInDoubt[] {
  const jobs = problem?.code === 'ambiguous-code' ? problem.facts?.['jobs'] : undefined;
  if (!Array.isArray(jobs)) return [];
  return jobs.flatMap((job: unknown) => {
    if (typeof job !== 'object' || job === null) return [];
    const { id, number, serial } = job as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || typeof number !== 'number') return [];
    return [{ id, number, serial: typeof serial === 'string' ? serial : '' }];
  });
}
