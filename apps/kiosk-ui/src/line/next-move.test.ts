import type { JobState, JobView, ReaderState, ReaderView } from '@depot/contracts';
import { expect, test } from 'vitest';
import { freeReader, inTray, nextMove } from './next-move';

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

test('says whose turn it is, the oldest first', () => {
  expect(nextMove(jobs('burning', 'burning'), readers('idle'))).toMatchObject({ kind: 'place', job: { id: '0' } });
  expect(nextMove(jobs('burning', 'burning'), readers('busy', 'idle'))).toMatchObject({ job: { id: '1' } });
});

test('what was skipped comes when nothing else is due', () => {
  const two = jobs('verifying', 'packing', 'burning');
  expect(nextMove(two, readers('idle'), new Set(['0']))).toMatchObject({ kind: 'pack', job: { id: '1' } });
  expect(nextMove(two, readers('idle'), new Set(['0', '1']))).toMatchObject({ kind: 'place', job: { id: '2' } });
  expect(nextMove(jobs('verifying', 'recording'), readers('idle'), new Set(['0'])).kind).toBe('code');
});

test('while a token is in hand the other reader takes the next one', () => {
  const lying = [
    { name: 'one', state: 'busy' },
    { name: 'two', state: 'idle' },
  ] as ReaderView[];
  expect(freeReader(jobs('verifying', 'burning', 'burning'), lying)?.name).toBe('two');
  expect(freeReader(jobs('verifying', 'burning'), lying)).toBeNull();
  expect(freeReader(jobs('verifying', 'burning'), readers('busy', 'done'))).toBeNull();
});

test('what the line cannot help lies in the tray', () => {
  expect(inTray(jobs('burning', 'stopped', 'uncertain', 'packed')).map(({ state }) => state)).toEqual([
    'stopped',
    'uncertain',
  ]);
});
