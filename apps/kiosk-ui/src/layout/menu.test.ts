import { describe, expect, test } from 'vitest';
import { homeOf, menuFor } from './menu.js';

const words = (...roles: Parameters<typeof menuFor>[0]) => menuFor(roles).map((entry) => entry.word);

describe('the menu', () => {
  test('shows an operator the bench and the batches', () => {
    expect(words('operator')).toEqual(['bench', 'batches']);
  });

  test('shows a manager the batches alone', () => {
    expect(words('manager')).toEqual(['batches']);
  });

  test('shows the admin everything', () => {
    expect(words('admin')).toEqual(['bench', 'batches', 'tokens', 'seedFiles', 'stations', 'people']);
  });

  test('joins the roles of somebody who holds several', () => {
    expect(words('helpdesk', 'manager')).toEqual(['batches']);
  });

  test('starts each where their work is', () => {
    expect([homeOf(['operator']), homeOf(['manager']), homeOf(['helpdesk'])]).toEqual([
      '#/station',
      '#/batches',
      '#/search',
    ]);
  });
});
