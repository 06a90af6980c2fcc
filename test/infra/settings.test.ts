import { expect, it } from 'vitest';
import { settingNames, textOf } from './repository.js';

/** What `npm start` tells the API, and people need not. */
const betweenPrograms = ['DEPOT_SAMPLE', 'DEPOT_LOCAL_STATION'];

it('the root README’s table has every setting that the API reads, and no other', async () => {
  const named = [...textOf('README.md').matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name]) => name);
  const known = (await settingNames()).filter((name) => !betweenPrograms.includes(name));
  expect([...named].sort()).toEqual([...known].sort());
  for (const name of betweenPrograms) expect(textOf('infra/README.md')).toContain(name);
});
