import { Id } from '@depot/contracts';
import { expect, it } from 'vitest';
import { newId } from './new-id';

it('is one that the API takes, and another each time', () => {
  const ids = Array.from({ length: 200 }, newId);
  for (const id of ids) expect(Id.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(200);
});
