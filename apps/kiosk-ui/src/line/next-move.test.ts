import type { JobState, JobView, ReaderState, ReaderView } from '@depot/contracts';
import { expect, test } from 'vitest';
import { inTray, nextMove } from './next-move';

const jobs = (...states: JobState[]): JobView[] => states.map((state, at) => ({ id: String(at), state }) as JobView);
const readers = (...states: ReaderState[]): ReaderView[] => states.map((state) => ({ state }) as ReaderView);

test.each([
  [['burning', 'packing', 'verifying'], ['idle'], 'code'],
  [['burning', 'packing'], ['idle'], 'pack'],
  [['burning', 'burning'], ['busy', 'idle'], 'place'],
  [['burning'], ['busy', 'idle'], 'hold-still'],
  [['scanning'], ['idle'], 'scan-stock'],
  [['recording'], ['idle'], 'wait'],
  [['activating', 'packing'], ['idle'], 'code'],
  [['stopped', 'packed'], ['idle'], 'nothing'],
  [[], [], 'nothing'],
] as const)('with %j on the bench and readers %j it is %s', (states, lying, kind) => {
  expect(nextMove(jobs(...states), readers(...lying)).kind).toBe(kind);
});

test('says how many tokens wait for a code', () => {
  expect(nextMove(jobs('verifying', 'activating'), [])).toMatchObject({ kind: 'code', tokens: 2 });
});

test('what the line cannot help lies in the tray', () => {
  expect(inTray(jobs('burning', 'stopped', 'uncertain', 'packed')).map(({ state }) => state)).toEqual([
    'stopped',
    'uncertain',
  ]);
});
