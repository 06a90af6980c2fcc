import type { EventView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { lastRefusal } from './last-refusal';

const happened = (...kinds: string[]): EventView[] =>
  kinds.map((kind, place) => ({
    seq: place + 1,
    at: '2026-11-22T09:00:00.000Z',
    kind,
    actor: { kind: 'depot', name: '' },
    batchId: null,
    jobId: 'job',
    stationId: null,
    serial: null,
    facts: {},
  }));
const seqOfLast = (...kinds: string[]): number | null => lastRefusal(happened(...kinds))?.seq ?? null;

describe('the directory’s last refusal', () => {
  it('is the latest of several', () => {
    expect(seqOfLast('directory.assigned', 'directory.not-activated', 'directory.not-activated')).toBe(3);
  });

  it('outlasts the record, and digits typed wrongly', () => {
    expect(seqOfLast('directory.assigned', 'directory.not-activated', 'job.recorded')).toBe(2);
    expect(seqOfLast('directory.not-activated', 'code.wrong-at-activation')).toBe(1);
  });

  it.each([
    ['directory.not-activated', 'directory.activated'],
    ['directory.not-activated', 'directory.assigned'],
    ['directory.not-prepared', 'directory.assigned'],
    ['directory.not-prepared', 'job.recorded'],
  ])('of kind %s is over with %s', (refusal, then) => {
    expect(seqOfLast(refusal)).toBe(1);
    expect(seqOfLast(refusal, then)).toBeNull();
  });

  it('is not there where nothing was refused', () => {
    expect(seqOfLast('job.created', 'directory.assigned', 'job.recorded')).toBeNull();
  });
});
