import type { EventView, JobState } from '@depot/contracts';
import { expect, test } from 'vitest';
import { guideSteps } from './guide-steps';

const event = (kind: string, step?: string): EventView => ({ kind, facts: { kind: step } }) as unknown as EventView;
const done = (state: JobState, timeline: readonly EventView[], resumes: JobState | null = null): string[] =>
  guideSteps({ state, resumes }, timeline)
    .filter((step) => step.done)
    .map(({ step }) => step);

test('ticks are read off the timeline, and the rest off the job', () => {
  expect(done('capturing', [event('guide.ticked', 'share')])).toEqual(['share']);
  expect(done('verifying', [event('guide.ticked', 'page')])).toEqual(['page', 'qr', 'burn']);
  expect(done('recording', [])).toEqual(['qr', 'burn', 'code']);
});

test('a tick is taken back, and the last word counts', () => {
  const back = [event('guide.ticked', 'share'), event('guide.unticked', 'share')];
  expect(done('capturing', back)).toEqual([]);
  expect(done('capturing', [...back, event('guide.ticked', 'share')])).toEqual(['share']);
});

test('a new QR code begins at the page again', () => {
  const ticked = [event('guide.ticked', 'share'), event('guide.ticked', 'page'), event('guide.ticked', 'other-app')];
  expect(done('capturing', [...ticked, event('job.renewed')])).toEqual(['share']);
});

test('a stopped job is as far as it was: its code is not in the user’s page because nobody could go on', () => {
  expect(done('stopped', [], 'capturing')).toEqual([]);
  expect(done('stopped', [], 'verifying')).toEqual(['qr', 'burn']);
});
