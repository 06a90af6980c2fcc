import { ServerMessage } from '@depot/contracts';
import { expect, it } from 'vitest';
import { atReader } from './at-reader.js';

const heard = (detail: string): boolean =>
  ServerMessage.safeParse({ type: 'decline', orderId: crypto.randomUUID(), serial: '1', detail }).success;

it('leaves what an agent takes as it is', () => {
  expect(atReader('x'.repeat(300))).toBe('x'.repeat(300));
});

it('cuts what it would not take, and no character in two', () => {
  expect(heard('x'.repeat(301))).toBe(false);
  expect(atReader('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
  expect(atReader(`${'x'.repeat(298)}🔑${'x'.repeat(9)}`)).toBe(`${'x'.repeat(298)}…`);
  expect(heard(atReader('🔑'.repeat(300)))).toBe(true);
});
