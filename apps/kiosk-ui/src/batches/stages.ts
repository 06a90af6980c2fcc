import type { BatchView, JobState } from '@depot/contracts';
import type { Look } from '../jobs/state-look';

export const stages = ['todo', 'bench', 'ship', 'post', 'arrived', 'attention', 'ended'] as const;
export type Stage = (typeof stages)[number];

/** Where a manager looks for each state. */
export const stageOf: Readonly<Record<JobState, Stage>> = {
  waiting: 'todo',
  capturing: 'bench',
  scanning: 'bench',
  burning: 'bench',
  importing: 'bench',
  verifying: 'bench',
  confirming: 'bench',
  recording: 'bench',
  registering: 'bench',
  activating: 'bench',
  packing: 'ship',
  packed: 'ship',
  shipping: 'ship',
  shipped: 'post',
  'handed-over': 'post',
  delivered: 'post',
  arrived: 'arrived',
  stopped: 'attention',
  uncertain: 'attention',
  returned: 'attention',
  cancelled: 'ended',
  lost: 'ended',
};

export const stageLook: Readonly<Record<Stage, Look>> = {
  todo: { tone: 'quiet', icon: 'clock' },
  bench: { tone: 'operator', icon: 'reader' },
  ship: { tone: 'depot', icon: 'box' },
  post: { tone: 'post', icon: 'van' },
  arrived: { tone: 'good', icon: 'done' },
  attention: { tone: 'warn', icon: 'warning' },
  ended: { tone: 'bad', icon: 'cross' },
};

export function statesOf(stage: Stage): JobState[] {
  return (Object.keys(stageOf) as JobState[]).filter((state) => stageOf[state] === stage);
}

/** How many jobs of a batch stand at each stage. */
export function countStages(counts: BatchView['counts']): Record<Stage, number> {
  const total = { todo: 0, bench: 0, ship: 0, post: 0, arrived: 0, attention: 0, ended: 0 };
  for (const [state, count] of Object.entries(counts)) total[stageOf[state as JobState]] += count;
  return total;
}
