import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOfStep, stepAt } from '@depot/totp';
import type { Station } from './throw-away-depot.js';

/** What the drawer's file says of a token of one profile. */
type Plastic = { readonly seed: string } & (
  | { readonly kind: 'programmable'; readonly algorithmByte: number; readonly periodByte: number }
  | { readonly kind: 'classic'; readonly algorithm: 'SHA1' | 'SHA256'; readonly period: 30 | 60 }
);

/** Steps each side of now: more than the depot looks at when a clock may be far off. */
const around = 150;

/**
 * Six digits that no token in these drawers shows, however far off its clock is. Of made-up ones, 241 in 10⁶ are taken for a clock far off,
 * for each token, and 7 are right.
 */
export function codeOfNobody(stations: readonly Pick<Station, 'folder'>[]): string {
  const shown = new Set(stations.flatMap(({ folder }) => tokensIn(folder)).flatMap(codesOf));
  for (let guess = 0; ; guess += 1) {
    const digits = String(guess).padStart(6, '0');
    if (!shown.has(digits)) return digits;
  }
}

function tokensIn(folder: string): readonly Plastic[] {
  const file = JSON.parse(readFileSync(join(folder, 'virtual-tokens.json'), 'utf8')) as { tokens: Plastic[] };
  return file.tokens.filter(({ seed }) => seed !== '');
}

/** What a token shows at any time at which the depot would look for its code. */
export function codesOf(token: Plastic): string[] {
  const seed = Uint8Array.from(Buffer.from(token.seed, 'hex'));
  const { algorithm, period } =
    token.kind === 'classic'
      ? token
      : ({
          algorithm: token.algorithmByte === 2 ? 'SHA256' : 'SHA1',
          period: token.periodByte === 60 ? 60 : 30,
        } as const);
  const now = stepAt(Date.now() / 1000, period);
  return Array.from({ length: 2 * around + 1 }, (_, at) =>
    codeOfStep(seed, { algorithm, digits: 6, period }, now + at - around),
  );
}
