import type { JobView, Move } from '@depot/contracts';

/** What else can be done with the job in front, below its panel: what the panel itself offers is left out. */
const beside: readonly Move[] = ['release', 'renew', 'unpack', 'stop', 'cancel'];

export function sideMoves(job: JobView): Move[] {
  return beside.filter((move) => job.moves.includes(move) && !(move === 'renew' && job.state === 'confirming'));
}
