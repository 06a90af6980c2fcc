import { describe, expect, it } from 'vitest';
import { JobState, Move, firstStateAtStation, mayMove, moves, movesFrom, states } from './lifecycle.js';
import { Route } from './words.js';

const final = JobState.options.filter((state) => states[state].final === true);

/** Every state that can be reached from `start` along the table. */
function reachableFrom(start: JobState): Set<JobState> {
  const seen = new Set<JobState>([start]);
  const next = [start];
  for (let state = next.pop(); state !== undefined; state = next.pop()) {
    for (const move of movesFrom(state)) {
      for (const to of moves[move].to) {
        if (seen.has(to)) continue;
        seen.add(to);
        next.push(to);
      }
    }
  }
  return seen;
}

describe('the lifecycle', () => {
  it('reaches every state from waiting', () => {
    expect([...reachableFrom('waiting')].sort()).toEqual([...JobState.options].sort());
  });

  it('ends in arrived, cancelled and lost, and nowhere else', () => {
    expect(final).toEqual(['arrived', 'cancelled', 'lost']);
    for (const state of JobState.options) expect(movesFrom(state).length === 0, state).toBe(final.includes(state));
  });

  it.each(JobState.options.filter((state) => !final.includes(state)))('leads from %s to arrived', (state) => {
    expect(reachableFrom(state).has('arrived')).toBe(true);
  });

  it.each(JobState.options)('tells the operator what to do in %s, in English and French', (state) => {
    const { en, fr } = states[state].instruction;
    expect(en).toMatch(/^[A-Z].+[.?]$/);
    expect(fr).toMatch(/^[A-ZÀÉ].+[.?]$/);
    expect(fr).not.toBe(en);
  });

  it('lets a job be paused wherever the depot or an operator works on it, and go on to just there', () => {
    expect([...moves['go-on'].to].sort()).toEqual([...moves.stop.from].sort());
    for (const state of JobState.options) {
      const { turn } = states[state];
      if (turn === 'depot') expect(mayMove(state, 'stop'), state).toBe(true);
    }
  });

  it('starts each of the five steps by entering exactly one state', () => {
    const started = JobState.options.flatMap((state) => states[state].starts ?? []);
    expect([...started].sort()).toEqual(['burn', 'import', 'record', 'ship', 'verify']);
  });

  it('never leads from a parcel in the post back to a burn', () => {
    for (const move of movesFrom('shipped')) expect(moves[move].to).not.toContain('burning');
  });

  it('takes each route to its own first state', () => {
    expect(Route.options.map(firstStateAtStation)).toEqual(['capturing', 'burning', 'scanning']);
    for (const route of Route.options) expect(moves.take.to).toContain(firstStateAtStation(route));
  });

  it('uses every move', () => {
    for (const move of Move.options)
      expect(
        JobState.options.some((state) => mayMove(state, move)),
        move,
      ).toBe(true);
  });
});
