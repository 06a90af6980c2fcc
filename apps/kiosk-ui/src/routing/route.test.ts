import { expect, test } from 'vitest';
import { address } from './address';
import { parseScreen } from './route';
import { homeOf, mayOpen } from './screens-by-role';

test('every address leads to its screen', () => {
  expect(parseScreen(address.bench('s1'))).toEqual({ name: 'bench', stationId: 's1', jobId: null });
  expect(parseScreen(address.bench('s1', 'j1'))).toEqual({ name: 'bench', stationId: 's1', jobId: 'j1' });
  expect(parseScreen(address.chooseStation)).toEqual({ name: 'choose-station' });
  expect(parseScreen(address.newBatch)).toEqual({ name: 'new-batch' });
  expect(parseScreen(address.batch('b1'))).toEqual({ name: 'batch', id: 'b1' });
  expect(parseScreen(address.jobs('Zoé & co'))).toEqual({ name: 'jobs', search: 'Zoé & co' });
  expect(parseScreen(address.self)).toEqual({ name: 'self' });
  expect(parseScreen(address.arrival)).toEqual({ name: 'arrival', code: '' });
  expect(parseScreen(`${address.arrival}/ABCDEFGHJK`)).toEqual({ name: 'arrival', code: 'ABCDEFGHJK' });
  expect(parseScreen(address.you)).toEqual({ name: 'you' });
  expect(parseScreen(address.parcels)).toEqual({ name: 'parcels' });
  expect(parseScreen(address.escrow)).toEqual({ name: 'escrow' });
  expect(parseScreen(address.tokenSheet('0042'))).toEqual({ name: 'token-sheet', serial: '0042' });
  expect(parseScreen(address.token('0042'))).toEqual({ name: 'token', serial: '0042' });
  expect(parseScreen(address.helpdesk(null))).toEqual({ name: 'helpdesk', jobId: null });
  expect(parseScreen(address.helpdesk('j1'))).toEqual({ name: 'helpdesk', jobId: 'j1' });
});

test('an unknown or damaged address leads home', () => {
  expect(parseScreen('#/nowhere')).toEqual({ name: 'home' });
  expect(parseScreen('#/%E0%A4%A')).toEqual({ name: 'home' });
  expect(parseScreen('')).toEqual({ name: 'home' });
});

test('everybody starts on a screen of their own', () => {
  for (const role of ['operator', 'manager', 'helpdesk', 'admin'] as const) {
    expect(mayOpen([role], parseScreen(homeOf([role])).name)).toBe(true);
  }
});

test('helpdesk sees jobs and callers, and nothing else', () => {
  expect(mayOpen(['helpdesk'], 'job')).toBe(true);
  expect(mayOpen(['helpdesk'], 'you')).toBe(true);
  expect(mayOpen(['helpdesk'], 'helpdesk')).toBe(true);
  expect(mayOpen(['operator'], 'helpdesk')).toBe(false);
  expect(mayOpen(['helpdesk'], 'batches')).toBe(false);
  expect(mayOpen(['manager'], 'bench')).toBe(false);
});
