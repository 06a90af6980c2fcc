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

it('has there, too, every setting that commands alone read', () => {
  const names = [...textOf('apps/api/src/platform/config/admin-sign-in.ts').matchAll(/\bDEPOT_[A-Z0-9_]+\b/g)].map(
    String,
  );
  expect(names).toContain('DEPOT_ADMIN_CODE');
  const rows = textOf('README.md')
    .split('\n')
    .filter((row) => row.startsWith('| `'));
  for (const name of new Set(names)) expect(rows.filter((row) => row.includes(`\`${name}\``))).toHaveLength(1);
});
