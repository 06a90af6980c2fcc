import type { HelpdeskCase, ReadOutView } from '@depot/contracts';
import { expect, test } from 'vitest';
import { callStep, keepsCodes } from './call-step';

const found: HelpdeskCase = {
  jobId: 'j',
  jobNumber: 1,
  upn: 'anna@contoso.com',
  displayName: null,
  privileged: false,
  state: 'shipped',
  serial: null,
  shipment: null,
  door: null,
  leftToday: 3,
  leftForShipment: 10,
  needsSecondPerson: false,
  lastWayIn: false,
  privilegedBy: null,
  rolesUnread: null,
  passFirst: false,
  whenTokenComes: 'close',
  check: null,
  readOut: null,
};
const check = {
  id: 'c',
  questions: [
    { question: 'reference', matched: true },
    { question: 'city', matched: false },
  ],
  callBackTo: null,
  calledBack: false,
  passed: false,
  until: '2026-01-01T00:00:00Z',
} as const satisfies HelpdeskCase['check'];
const passed = { ...check, passed: true, questions: [{ question: 'city' as const, matched: true }] };
const readOut: ReadOutView = {
  id: 'r',
  jobId: 'j',
  jobNumber: 1,
  upn: 'anna@contoso.com',
  displayName: null,
  status: 'open',
  personId: 'p',
  personName: 'p',
  reason: null,
  ticket: null,
  askedAt: '2026-01-01T00:00:00Z',
  until: '2026-01-01T00:00:00Z',
  decidedBy: null,
  shown: false,
};

test('a call goes one step at a time', () => {
  expect(callStep({ ...found, door: 'closed' }, false)).toEqual({ name: 'closed' });
  expect(callStep(found, false)).toEqual({ name: 'begin' });
  expect(callStep({ ...found, check }, false)).toEqual({ name: 'question', question: 'city' });
  expect(callStep({ ...found, check: { ...passed, callBackTo: '123' } }, false)).toEqual({
    name: 'call-back',
    number: '123',
  });
  expect(callStep({ ...found, check: passed }, false)).toEqual({ name: 'reason' });
  expect(callStep({ ...found, check: passed, readOut: { ...readOut, status: 'waiting' } }, false)).toEqual({
    name: 'waiting',
  });
  expect(callStep({ ...found, check: passed, readOut }, false)).toEqual({ name: 'code', readOutId: 'r' });
});

test('what is over, or was declined, leads back to asking, and a door that closed to its reason', () => {
  for (const status of ['over', 'declined'] as const) {
    expect(callStep({ ...found, check: passed, readOut: { ...readOut, status } }, false)).toEqual({ name: 'reason' });
  }
  expect(callStep({ ...found, check: passed, readOut }, true)).toEqual({ name: 'reason' });
  expect(callStep({ ...found, door: 'ended', check: passed, readOut }, false)).toEqual({ name: 'closed' });
});

test('codes leave the screen when the door closes, unless the batch lets them run out', () => {
  expect(keepsCodes(found)).toBe(true);
  expect(keepsCodes({ ...found, door: 'day-full' })).toBe(true);
  expect(keepsCodes({ ...found, door: 'ended' })).toBe(false);
  expect(keepsCodes({ ...found, door: 'ended', whenTokenComes: 'run-out' })).toBe(true);
  expect(keepsCodes({ ...found, door: 'closed', whenTokenComes: 'run-out' })).toBe(false);
});
