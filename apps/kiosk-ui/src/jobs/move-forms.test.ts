import { Move, movesFrom } from '@depot/contracts';
import { expect, test } from 'vitest';
import { benchMoves, buttonsFor, isButtonMove, moveName } from './move-forms';

/** Made by the line, not by people. */
const ownMoves: readonly Move[] = ['imported', 'burned', 'doubt', 'recorded', 'shipped'];

test('every move that a person makes has a button or a place at the bench', () => {
  const atBench: readonly Move[] = benchMoves;
  const placed = Move.options.filter((move) => isButtonMove(move) || atBench.includes(move));
  expect(placed.sort()).toEqual(Move.options.filter((move) => !ownMoves.includes(move)).sort());
});

test('what ends a job comes last', () => {
  expect(buttonsFor({ moves: movesFrom('shipped'), route: 'qr' }).at(-1)).toBe('lose');
  expect(buttonsFor({ moves: movesFrom('stopped'), route: 'qr' }).at(-1)).toBe('cancel');
});

test('a factory seed cannot be renewed', () => {
  expect(buttonsFor({ moves: movesFrom('verifying'), route: 'import' })).not.toContain('renew');
  expect(buttonsFor({ moves: movesFrom('verifying'), route: 'own-seed' })).toContain('renew');
});

test('a new seed is called a new QR code where the user’s page gives it', () => {
  expect(moveName('renew', 'qr')).toBe('move.renew.qr');
  expect(moveName('renew', 'own-seed')).toBe('move.renew');
});
