import type { Look } from '../display/state-look.js';
import type { Stage } from './stages.js';

export const stageLook: Readonly<Record<Stage, Look>> = {
  todo: { icon: 'waiting', tone: 'plain' },
  bench: { icon: 'burn', tone: 'work' },
  ship: { icon: 'pack', tone: 'work' },
  post: { icon: 'ship', tone: 'wait' },
  arrived: { icon: 'done', tone: 'good' },
  attention: { icon: 'warning', tone: 'warn' },
  ended: { icon: 'cross', tone: 'plain' },
};
