import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayBurns } from './replay-burns.js';

const folders = ['token2-single', 'molto2'].map((family) => new URL(`../${family}/transcripts/`, import.meta.url));
// Listing profiles is no burn: it has a test of its own.
const files = folders
  .flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  .filter(({ href }) => !href.endsWith('/molto2/transcripts/identified.txt'));
const nameOf = ({ href }: URL): string => href.split('/').slice(-3).join('/');
const read = (file: URL): string => readFileSync(file, 'utf8');

test.each(files.map((file) => ({ name: nameOf(file), file })))(
  'the driver burns as it says: $name',
  async ({ file }) => {
    expect((await replayBurns(read(file))).length).toBeGreaterThan(0);
  },
);

const [burned] = files.filter(({ href }) => href.endsWith('molto2/transcripts/burn-sha1-30.txt'));
const whole = burned === undefined ? [] : read(burned).trimEnd().split('\n');

test('a whole burn of a Molto2 is replayed, after a link that was lost at any APDU', async () => {
  expect(await replayBurns(whole.join('\n'))).toMatchObject([{ kind: 'burned', profile: 7 }]);
  for (let at = 0; at < whole.length; at += 2) {
    const lost = [...whole.slice(0, at + 1), '<= [lost removed]', '# the token was put back', ...whole];
    const outcomes = await replayBurns(lost.join('\n'));
    expect(outcomes.map(({ kind }) => kind)).toEqual([at < 8 ? 'refused' : 'uncertain', 'burned']);
  }
});
