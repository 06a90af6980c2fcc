import type { TokenView } from '@depot/contracts';
import type { Look } from '../jobs/state-look';

export const tokenLook: Readonly<Record<TokenView['status'], Look>> = {
  stock: { tone: 'good', icon: 'tray' },
  reserved: { tone: 'operator', icon: 'clock' },
  bound: { tone: 'post', icon: 'person' },
  returned: { tone: 'depot', icon: 'back' },
  retired: { tone: 'quiet', icon: 'cross' },
};
