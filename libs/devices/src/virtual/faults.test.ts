import { expect, test } from 'vitest';
import { FaultPlan, type Fault } from './faults.js';

const fault: Fault = { kind: 'lost-answer' };
const info = Uint8Array.of(0x80, 0x41);
const seed = Uint8Array.of(0x84, 0xc5);

test('without a rule nothing goes wrong', () => {
  expect(new FaultPlan().next(info)).toBeNull();
});

test('a fault strikes once unless told otherwise', () => {
  const plan = new FaultPlan();
  plan.arm({ fault });
  expect([plan.next(info), plan.next(info)]).toEqual([fault, null]);
});

test('a fault can strike a number of times, or always', () => {
  const plan = new FaultPlan();
  plan.arm({ fault, times: 2 });
  expect([1, 2, 3].map(() => plan.next(info))).toEqual([fault, fault, null]);
  plan.arm({ fault, times: 'always' });
  expect([1, 2, 3].map(() => plan.next(info))).toEqual([fault, fault, fault]);
});

test('a fault waits for its APDU, counted from when it was armed', () => {
  const plan = new FaultPlan();
  plan.next(info);
  plan.arm({ fault, apdu: 3 });
  expect([1, 2, 3, 4].map(() => plan.next(info))).toEqual([null, null, fault, null]);
});

test('a fault waits for its instruction', () => {
  const plan = new FaultPlan();
  plan.arm({ fault, instruction: 0xc5 });
  expect([plan.next(info), plan.next(seed), plan.next(seed)]).toEqual([null, fault, null]);
});

test('the first rule that fits strikes, the others wait', () => {
  const plan = new FaultPlan();
  plan.arm({ fault });
  plan.arm({ fault: { kind: 'mute', heard: false } });
  expect(plan.next(info)).toEqual(fault);
  expect(plan.next(info)).toEqual({ kind: 'mute', heard: false });
});

test('a fault can be disarmed alone or with all others', () => {
  const plan = new FaultPlan();
  plan.arm({ fault, times: 'always' })();
  expect(plan.next(info)).toBeNull();
  plan.arm({ fault, times: 'always' });
  plan.disarmAll();
  expect(plan.next(info)).toBeNull();
});
