import type { WithdrawalStatus } from '@depot/contracts';
import type { Look } from '../jobs/state-look';

export const withdrawalLook: Readonly<Record<WithdrawalStatus, Look>> = {
  due: { tone: 'depot', icon: 'working' },
  'by-hand': { tone: 'operator', icon: 'hand' },
  stuck: { tone: 'warn', icon: 'warning' },
  done: { tone: 'good', icon: 'done' },
};
