import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { arch, env, platform, versions } from 'node:process';
import { inRoot } from './root.mjs';

const wanted = inRoot('package-lock.json');
/** npm's own note of what it put into node_modules. */
const found = inRoot('node_modules', '.package-lock.json');

/** What an install depends on: the lock file, and what compiled or platform packages were chosen for. */
export function installKey() {
  const lock = createHash('sha256').update(readFileSync(wanted)).digest('hex');
  // In a test run on another Node the packages stay those of the Node that started it (see test.mjs).
  const node = env.DEPOT_PACKAGES_OF_NODE ?? versions.node.split('.')[0];
  return `${lock} node${node} ${platform}-${arch}`;
}

/** When npm last changed node_modules, in milliseconds since 1970; 0 when it never did. */
export const installTime = () => (existsSync(found) ? statSync(found).mtimeMs : 0);

/** Whether node_modules holds every package of the lock file at its version. Optional ones may be absent. */
export function installMatchesLock() {
  if (!existsSync(found)) return false;
  const has = packages(found);
  return Object.entries(packages(wanted)).every(
    ([path, { version, optional }]) => path === '' || (has[path] ? has[path].version === version : optional),
  );
}

const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
