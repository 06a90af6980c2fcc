import type { EscrowList, EscrowRow } from '@depot/contracts';
import { expect, it } from 'vitest';
import { sectionsOf } from './escrow-sections';

const hold = { by: 'manager', reason: 'she is at sea', since: '2026-11-30T12:00:00Z' };
const row = (seedId: string, some: Partial<EscrowRow>): EscrowRow =>
  ({ seedId, when: 'later', overdue: false, hold: null, ...some }) as EscrowRow;
const shown = (some: Partial<EscrowList>): Record<string, string[]> => {
  const sections = sectionsOf({ overdue: [], ending: [], held: [], ...some } as unknown as EscrowList);
  return Object.fromEntries(sections.map(({ name, rows }) => [name, rows.map(({ seedId }) => seedId)]));
};

it('says that nothing goes tomorrow, and is silent on what else is empty', () => {
  expect(shown({})).toEqual({ tomorrow: [] });
});

it('shows what is held once, with its like, however far its end is', () => {
  const later = row('later', { hold });
  const open = row('open', { hold, when: 'open' });
  expect(shown({ ending: [row('free', {}), later], held: [later, open] })).toEqual({
    tomorrow: [],
    held: ['later', 'open'],
    later: ['free'],
  });
});

it('shows what is held where it ends, or is asked about, once that is near', () => {
  const soon = row('soon', { hold, when: 'tomorrow' });
  const late = row('late', { hold, when: 'open', overdue: true });
  expect(shown({ overdue: [late], ending: [soon], held: [soon, late] })).toEqual({
    overdue: ['late'],
    tomorrow: ['soon'],
  });
});
