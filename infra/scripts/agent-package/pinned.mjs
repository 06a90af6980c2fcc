import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/root.mjs';

const locked = () => JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
const isOurs = (name) => name.startsWith('@depot/');

/**
 * Every package that these workspaces need to run, with those that they need in turn, at the versions of the lock file:
 * what was tested here is what runs there. Optional is what nobody needs but by way of something optional.
 */
export function pinned(workspaces, packages = locked()) {
  const found = new Map();
  const follow = (path, optional) => {
    const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
    for (const name of Object.keys(dependencies)) take(name, { path, optional });
    for (const name of Object.keys(optionalDependencies)) take(name, { path, optional: true });
  };
  const take = (name, { path, optional }) => {
    if (isOurs(name)) return;
    const at = place(packages, { name, path });
    // A second version of something lies deeper, and npm finds it by itself.
    if (at !== `node_modules/${name}`) return;
    if (found.get(name)?.optional === false || (found.has(name) && optional)) return;
    found.set(name, { version: packages[at].version, optional });
    follow(at, optional);
  };
  for (const workspace of workspaces) follow(workspace, false);
  const named = (optional) =>
    Object.fromEntries(
      [...found]
        .filter(([, one]) => one.optional === optional)
        .map(([name, { version }]) => [name, version])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return { dependencies: named(false), optionalDependencies: named(true) };
}

/** Where Node finds a package that the one at `path` asks for. */
function place(packages, { name, path }) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const at = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[at] || folder === '') return at;
  }
}
