import { expect, it } from 'vitest';
import { textOf } from './repository.js';

const screens = 'apps/kiosk-ui/src/messages';

/** The words of events in a file of the screens' texts, by kind. */
function wordsIn(...files: readonly string[]): Map<string, string> {
  const text = files.map((file) => textOf(`${screens}/${file}`)).join('\n');
  return new Map(
    [...text.matchAll(/'event\.([^']+)':\s*'([^']*)'/g)].map(([, kind = '', words = '']) => [kind, words]),
  );
}

it('paper calls what happened to a token as the screens do, in both languages', () => {
  const [en, fr] = [wordsIn('en.ts', 'papers-en.ts', 'escrow-en.ts'), wordsIn('fr.ts', 'papers-fr.ts', 'escrow-fr.ts')];
  const paper = textOf('apps/api/src/papers/event-words.ts');
  const rows = [...paper.matchAll(/'([a-z][^']*)': \{\s*en: '([^']*)',\s*fr: '([^']*)',?\s*\}/g)];
  expect(rows.length).toBeGreaterThan(80);
  expect(rows.map(([, kind, english, french]) => ({ kind, english, french }))).toEqual(
    rows.map(([, kind = '']) => ({ kind, english: en.get(kind), french: fr.get(kind) })),
  );
  // Whatever names a token on the screens has words on paper too.
  const ofTokens = [...en.keys()].filter((kind) => /^(job|seed|token|read-out|arrival)\./.test(kind));
  const known = new Set(rows.map(([, kind]) => kind));
  expect(ofTokens.filter((kind) => !known.has(kind) && kind !== 'token.key-refused')).toEqual([]);
});
