import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './root.mjs';

const generated = new Set(['node_modules', 'dist', 'paraglide', 'screenshots', 'coverage']);
const isSource = (name) => !name.startsWith('.') && !generated.has(name) && !/\.(tsbuildinfo|md|log)$/.test(name);

/** A hash over path, size and time of every source below these files and folders. Contents are not read: it must be quick. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((start) => [...sourcesBelow(start)])) {
    const { size, mtimeMs } = statSync(inRoot(path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function* sourcesBelow(path) {
  const entry = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!entry?.isDirectory()) {
    if (entry) yield path;
    return;
  }
  for (const name of readdirSync(inRoot(path)).filter(isSource).sort()) yield* sourcesBelow(join(path, name));
}
