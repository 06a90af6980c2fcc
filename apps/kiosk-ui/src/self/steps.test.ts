import { expect, test } from 'vitest';
import { stepAt } from './steps';

test('each stage has its step, and a moment in between belongs to the one before', () => {
  expect(stepAt({ route: 'qr', stage: 'capture' }, 0)).toBe(0);
  expect(stepAt({ route: 'qr', stage: 'done' }, 3)).toBe(4);
  expect(stepAt({ route: 'own-seed', stage: 'uncertain' }, 1)).toBe(0);
  expect(stepAt({ route: 'own-seed', stage: 'activate' }, 1)).toBe(1);
  expect(stepAt({ route: 'own-seed', stage: 'wait' }, 1)).toBe(1);
});
