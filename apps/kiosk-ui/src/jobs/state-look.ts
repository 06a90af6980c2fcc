import type { JobState } from '@depot/contracts';
import type { IconName } from '../elements/icons';
import type { Tone } from '../elements/tone';

export interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** How each state looks, beside its word: never by colour alone. */
export const stateLook: Readonly<Record<JobState, Look>> = {
  waiting: { tone: 'quiet', icon: 'clock' },
  capturing: { tone: 'operator', icon: 'qr' },
  scanning: { tone: 'operator', icon: 'barcode' },
  burning: { tone: 'operator', icon: 'burn' },
  importing: { tone: 'depot', icon: 'tray' },
  verifying: { tone: 'operator', icon: 'digits' },
  confirming: { tone: 'operator', icon: 'question' },
  recording: { tone: 'depot', icon: 'book' },
  registering: { tone: 'operator', icon: 'upload' },
  activating: { tone: 'operator', icon: 'digits' },
  packing: { tone: 'operator', icon: 'barcode' },
  packed: { tone: 'operator', icon: 'box' },
  shipping: { tone: 'depot', icon: 'van' },
  shipped: { tone: 'post', icon: 'van' },
  'handed-over': { tone: 'post', icon: 'hand' },
  delivered: { tone: 'post', icon: 'house' },
  returned: { tone: 'warn', icon: 'back' },
  stopped: { tone: 'warn', icon: 'pause' },
  uncertain: { tone: 'bad', icon: 'warning' },
  arrived: { tone: 'good', icon: 'done' },
  cancelled: { tone: 'quiet', icon: 'cross' },
  lost: { tone: 'bad', icon: 'lost' },
};
