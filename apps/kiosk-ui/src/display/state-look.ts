import type { JobState, ReaderView } from '@depot/contracts';
import type { IconName } from './icons.js';

/** Colour, icon and word go together; the colour alone never says anything. */
export type Tone = 'plain' | 'work' | 'wait' | 'good' | 'warn' | 'bad';

export interface Look {
  readonly icon: IconName;
  readonly tone: Tone;
}

export const stateLook: Readonly<Record<JobState, Look>> = {
  waiting: { icon: 'waiting', tone: 'plain' },
  capturing: { icon: 'capture', tone: 'work' },
  scanning: { icon: 'scan', tone: 'work' },
  burning: { icon: 'burn', tone: 'work' },
  importing: { icon: 'working', tone: 'wait' },
  verifying: { icon: 'verify', tone: 'work' },
  confirming: { icon: 'question', tone: 'work' },
  recording: { icon: 'working', tone: 'wait' },
  registering: { icon: 'portal', tone: 'work' },
  packing: { icon: 'pack', tone: 'work' },
  packed: { icon: 'pack', tone: 'work' },
  shipping: { icon: 'working', tone: 'wait' },
  shipped: { icon: 'ship', tone: 'wait' },
  'handed-over': { icon: 'hand', tone: 'wait' },
  delivered: { icon: 'ship', tone: 'wait' },
  returned: { icon: 'returned', tone: 'warn' },
  stopped: { icon: 'pause', tone: 'warn' },
  uncertain: { icon: 'warning', tone: 'bad' },
  arrived: { icon: 'done', tone: 'good' },
  cancelled: { icon: 'cross', tone: 'plain' },
  lost: { icon: 'lost', tone: 'bad' },
};

export const readerLook: Readonly<Record<ReaderView['state'], Look>> = {
  idle: { icon: 'reader', tone: 'plain' },
  present: { icon: 'token', tone: 'wait' },
  busy: { icon: 'working', tone: 'work' },
  done: { icon: 'done', tone: 'good' },
  declined: { icon: 'cross', tone: 'warn' },
  error: { icon: 'warning', tone: 'bad' },
};
