import { expect, test } from 'vitest';
import { endingSignals } from './supervisor.js';

test.each([
  ['linux', false, ['SIGTERM', 'SIGINT']],
  ['linux', true, ['SIGTERM']],
  ['darwin', false, ['SIGTERM', 'SIGINT']],
  ['win32', false, ['SIGTERM', 'SIGHUP', 'SIGBREAK', 'SIGINT']],
  ['win32', true, ['SIGTERM', 'SIGHUP', 'SIGBREAK']],
] as const)('on %s, supervised: %s, the agent is ended by %j', (platform, isSupervised, signals) => {
  expect(endingSignals(platform, { isSupervised })).toEqual(signals);
});
