import type { SelfStage, SelfView } from '@depot/contracts';

/** The stages a recipient walks through on each route, for the dots at the top; whatever comes in between belongs to one of them. */
export const stepsOf: Readonly<Record<SelfView['route'], readonly SelfStage[]>> = {
  qr: ['capture', 'burn', 'verify', 'confirm', 'done'],
  'own-seed': ['burn', 'verify', 'done'],
  import: ['scan', 'verify', 'done'],
};

/** Which step a stage belongs to, from 0. */
export function stepAt({ route, stage }: Pick<SelfView, 'route' | 'stage'>, before: number): number {
  const steps = stepsOf[route];
  if (stage === 'uncertain') return steps.indexOf('burn');
  if (stage === 'activate') return steps.indexOf('verify');
  const at = steps.indexOf(stage);
  return at === -1 ? before : at;
}
