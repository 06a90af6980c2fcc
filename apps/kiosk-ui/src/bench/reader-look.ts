import type { ReaderState } from '@depot/contracts';
import type { IconName } from '../elements/icons';
import type { Tone } from '../elements/tone';

/** How each state of a reader looks, beside its word. */
export const readerLook: Readonly<Record<ReaderState, { readonly tone: Tone; readonly icon: IconName }>> = {
  idle: { tone: 'quiet', icon: 'reader' },
  present: { tone: 'operator', icon: 'token' },
  busy: { tone: 'depot', icon: 'working' },
  done: { tone: 'good', icon: 'done' },
  declined: { tone: 'bad', icon: 'cross' },
  error: { tone: 'bad', icon: 'warning' },
};
