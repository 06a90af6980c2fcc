import type { JobState, SelfStage } from '@depot/contracts';

/** What a recipient does in each state of their job; where there is nothing left for them it is `done`. */
export const stageOf: Readonly<Record<JobState, SelfStage>> = {
  waiting: 'wait',
  capturing: 'capture',
  scanning: 'scan',
  burning: 'burn',
  importing: 'wait',
  verifying: 'verify',
  confirming: 'confirm',
  recording: 'wait',
  registering: 'done',
  activating: 'activate',
  packing: 'done',
  packed: 'done',
  shipping: 'done',
  shipped: 'done',
  'handed-over': 'done',
  delivered: 'done',
  returned: 'desk',
  stopped: 'desk',
  uncertain: 'uncertain',
  arrived: 'done',
  cancelled: 'done',
  lost: 'done',
};

/** Somebody who was sent out may come back as often; after that the desk helps. */
export const mostSignIns = 5;

/** States in which a job waits for a token to be laid down, by whoever comes next. */
export const openAtReader: readonly JobState[] = ['capturing', 'scanning', 'burning'];
