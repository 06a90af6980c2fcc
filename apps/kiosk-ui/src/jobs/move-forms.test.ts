import { Move } from '@depot/contracts';
import type { JobView } from '@depot/contracts';
import { describe, expect, test } from 'vitest';
import { en } from '../messages/en.js';
import { moveName, offered, readyReasons } from './move-forms.js';

const job = (route: JobView['route']): JobView => ({ route }) as JobView;

describe('the moves offered as buttons', () => {
  test('leave out what the line does by itself and what needs a token in the hand', () => {
    const atBench = ['take', 'capture', 'choose', 'prove', 'pack', 'post'];
    const byTheLine = ['imported', 'burned', 'doubt', 'recorded', 'shipped'];
    const others = Move.options.filter((move) => ![...atBench, ...byTheLine].includes(move));
    expect(offered(Move.options)).toEqual(others);
  });

  test('all have a name', () => {
    for (const move of offered(Move.options)) expect(moveName(job('qr'), move, en)).not.toBe('');
  });

  test('call a new generation by what is new', () => {
    expect(moveName(job('qr'), 'renew', en)).toBe('New QR code');
    expect(moveName(job('own-seed'), 'renew', en)).toBe('New seed');
  });

  test('have reasons ready where they are always the same', () => {
    expect(readyReasons(job('qr'), 'stop', en).length).toBeGreaterThan(1);
    expect(readyReasons(job('qr'), 'lose', en)).toEqual([]);
  });
});
