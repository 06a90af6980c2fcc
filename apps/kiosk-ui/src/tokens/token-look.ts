import type { TokenView } from '@depot/contracts';
import type { Look } from '../display/state-look.js';

export const tokenLook: Readonly<Record<TokenView['status'], Look>> = {
  stock: { icon: 'token', tone: 'good' },
  reserved: { icon: 'waiting', tone: 'work' },
  bound: { icon: 'person', tone: 'wait' },
  returned: { icon: 'returned', tone: 'warn' },
  retired: { icon: 'cross', tone: 'plain' },
};
