import { JobState, usualReadOutRules } from '@depot/contracts';
import { expect, it } from 'vitest';
import { doorForAnother, doorOf, needsSecondPerson } from './read-out-door.js';
import type { DoorFacts } from './read-out-door.js';

const rules = { ...usualReadOutRules, open: true };
const posted: DoorFacts = {
  state: 'shipped',
  seed: 'kept',
  escrowOver: false,
  privileged: false,
  lastWayIn: false,
  recipient: { reference: 'CC-1', postal_code: '1000', phone: null, email: null, street: null, city: null },
  today: 0,
  ofShipment: 0,
};

it('is closed unless an admin opened it', () => {
  expect(doorOf(posted, usualReadOutRules)).toBe('closed');
  expect(doorOf(posted, rules)).toBeNull();
});

it('is open while the token is in the post, and in no other state', () => {
  const open = JobState.options.filter((state) => doorOf({ ...posted, state }, rules) === null);
  expect(open).toEqual(['shipped', 'delivered']);
  expect(doorOf({ ...posted, state: 'packed' }, rules)).toBe('not-posted');
  expect(doorOf({ ...posted, state: 'arrived' }, rules)).toBe('ended');
  expect(doorOf({ ...posted, state: 'lost' }, rules)).toBe('ended');
});

it('stays open for a token that was lost, while its codes are the only way in, and then wants two people', () => {
  const lost = { ...posted, state: 'lost', lastWayIn: true } as const;
  expect(doorOf(lost, rules)).toBeNull();
  expect(doorOf({ ...lost, lastWayIn: false }, rules)).toBe('ended');
  expect(doorOf({ ...lost, seed: 'destroyed' }, rules)).toBe('seed-gone');
  expect(needsSecondPerson(lost)).toBe(true);
  expect(needsSecondPerson(posted)).toBe(false);
});

it('closes when the seed is gone', () => {
  expect(doorOf({ ...posted, seed: 'destroyed' }, rules)).toBe('seed-gone');
  expect(doorOf({ ...posted, seed: null }, rules)).toBe('seed-gone');
  expect(doorOf({ ...posted, seed: 'destroyed', escrowOver: true }, rules)).toBe('escrow-over');
});

it('lets privileged recipients in by a second person, where the tenant says so', () => {
  const privileged = { ...posted, privileged: true };
  expect(doorOf(privileged, rules)).toBe('privileged');
  expect(doorOf(privileged, { ...rules, privileged: 'second-person' })).toBeNull();
});

it('stays closed where a caller could not be checked or called back', () => {
  const unknown = { ...posted, recipient: { ...posted.recipient, reference: null } };
  expect(doorOf(unknown, rules)).toBe('too-little-known');
  expect(doorOf(posted, { ...rules, callBack: true })).toBe('no-number');
  const called = { ...posted, recipient: { ...posted.recipient, phone: '+33 1 23' } };
  expect(doorOf(called, { ...rules, callBack: true })).toBeNull();
});

it('has as many read-outs a day and a shipment as the rules say, and what was asked for stays open', () => {
  expect(doorForAnother({ ...posted, today: 2, ofShipment: 9 }, rules)).toBeNull();
  expect(doorForAnother({ ...posted, today: 3, ofShipment: 3 }, rules)).toBe('day-full');
  expect(doorForAnother({ ...posted, today: 0, ofShipment: 10 }, rules)).toBe('shipment-full');
  expect(doorOf({ ...posted, today: 3, ofShipment: 10 }, rules)).toBeNull();
});
