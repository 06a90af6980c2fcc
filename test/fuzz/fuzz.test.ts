import { describe, expect, it } from 'vitest';
import { printFuzz } from './print-fuzz.js';
import { runFuzz } from './run-fuzz.js';
import { wrongWith } from './judge.js';

const seed = 7;
/** A tenth of what `npm run fuzz` sends, which takes some minutes of a core. */
const inputs = 10_000;

describe('every door that a stranger finds', () => {
  it(`takes ${String(inputs)} hostile inputs without an error of its own, an echo or a secret`, async () => {
    const result = await runFuzz({ seed, inputs }, () => undefined);
    process.stdout.write(`${printFuzz(result)}\n`);
    expect(result.inputs).toBeGreaterThanOrEqual(inputs);
    // It was not one throttle that answered for all of them.
    expect(result.statuses['429'] ?? 0).toBeLessThan(inputs / 20);
  }, 600_000);

  it.each([
    ['an error of its own', { status: 500, text: '{"code":"internal","detail":"x"}' }, 'answered 500'],
    ['an echo', { status: 400, text: '{"code":"bad-request","detail":"canaryQ7 is wrong"}' }, 'echoed'],
    ['an echo in a header', { status: 302, headers: '{"location":"/canaryQ7"}' }, 'echoed'],
    ['a secret', { status: 200, text: 'the hunter2hunter2 of somebody' }, 'told a secret'],
    ['a page of its own', { status: 404, text: '<h1>Not found</h1>' }, 'words of its own'],
  ])('would be caught at %s', (_, answer, sentence) => {
    const found = wrongWith({ headers: '{}', text: '', ...answer }, { secrets: ['hunter2hunter2'] });
    expect(found.join()).toContain(sentence);
    expect(found).toHaveLength(1);
  });
});
