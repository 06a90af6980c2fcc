import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import { openQueue } from '@depot/api/queue';
import { openDatabase } from '@depot/api/record';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));

/**
 * Lays an embedded record without a row at `folder`, its tables there as the depot's own first start makes them. Making one takes a core
 * seven seconds, so it is made once for each build of what makes it and copied from then on; the tests of starting let the depot make its own.
 */
export async function layEmptyRecord(folder: string): Promise<void> {
  const template = join(root, '.build', `empty-record-${makers()}`);
  if (!existsSync(template)) await makeTemplate(template);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await cp(template, folder, { recursive: true });
}

/** A fingerprint of the programs that make a record: PGlite, BullMQ, and the depot's migrations. */
function makers(): string {
  const hash = createHash('sha256');
  for (const packageName of ['@electric-sql/pglite', 'bullmq']) {
    const file = fileURLToPath(import.meta.resolve(packageName));
    hash.update(`${file} ${String(statSync(file).mtimeMs)}\n`);
  }
  const migrations = dirname(fileURLToPath(import.meta.resolve('@depot/api/record')));
  for (const name of readdirSync(migrations).filter((each) => each.endsWith('.js'))) {
    hash.update(readFileSync(join(migrations, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function makeTemplate(template: string): Promise<void> {
  const draft = `${template}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  const config = readConfig({ DEPOT_DATA: draft });
  const pools = await connect(config);
  try {
    await openDatabase(pools);
    await (await openQueue(config, pools)).close();
  } finally {
    await pools.close();
  }
  // Another test may have been quicker: then its is as good.
  await rename(join(draft, 'record'), template).catch(() => undefined);
  await rm(draft, { recursive: true, force: true });
}
