import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const pglite = import.meta.resolve('@electric-sql/pglite');
const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));

/**
 * Lays an empty embedded database at `folder`, as PGlite itself makes one. Making one takes six seconds of a core, so it is
 * made once for each build of PGlite and copied from then on; the tests of starting let the depot make its own.
 */
export async function layEmptyRecord(folder: string): Promise<void> {
  const template = join(root, '.build', `empty-record-${String(statSync(fileURLToPath(pglite)).mtimeMs)}`);
  if (!existsSync(template)) await makeTemplate(template);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await cp(template, folder, { recursive: true });
}

async function makeTemplate(template: string): Promise<void> {
  const draft = `${template}.${randomUUID()}`;
  await mkdir(dirname(template), { recursive: true });
  await (await PGlite.create({ dataDir: draft })).close();
  // Another test may have been quicker: then its is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
}
