import { GraphError } from '@microsoft/microsoft-graph-client';
import { expect, it } from 'vitest';
import { failureOf } from './graph-failure.js';

it('cuts a long message between two words, never within a seed that it quotes', () => {
  const seed = 'MZXW6YTBOI4DKMZQMZXW6YTBOI4DKMZQ';
  const message = `${'The value is not valid. '.repeat(12)}'${seed}' is refused.`;
  expect(message.slice(0, 300)).toContain(seed.slice(0, 8));
  expect(message.slice(0, 300)).not.toContain(seed);
  const failure = failureOf(new GraphError(400, message));
  expect(failure.message).not.toContain(seed.slice(0, 4));
  expect(failure.message).toMatch(/valid\.$/);
});

it('leaves a short message as it is, and has one of its own where there is none', () => {
  expect(failureOf(new GraphError(403, 'Insufficient privileges.')).message).toBe('Insufficient privileges.');
  expect(failureOf(new GraphError(503, '')).message).toBe('Microsoft Graph answered 503.');
});
