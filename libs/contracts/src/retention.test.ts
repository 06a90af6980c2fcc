import { expect, it } from 'vitest';
import { groupOf } from './retention.js';

it.each([
  ['person.signed-in', 'sign-ins'],
  ['person.added', 'administration'],
  ['read-out.shown', 'read-outs'],
  ['read-out-rules.opened', 'administration'],
  ['seed.sealed', 'line'],
  ['tokens.stocked', 'seed-files'],
  ['token.retired', 'line'],
])('%s belongs to %s', (kind, group) => {
  expect(groupOf(kind)).toBe(group);
});

it.each(['seed.destroyed', 'audit.anchored', 'audit.expired', 'recipient.erased', 'nobody.has-thought-of-it'])(
  '%s is kept whole for ever',
  (kind) => {
    expect(groupOf(kind)).toBeNull();
  },
);
