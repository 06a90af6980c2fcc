import './setup/node-version.mjs';
import process from 'node:process';
import { resolve } from 'node:path';
import { ensureBuilt } from './setup/built.mjs';
import { ensureInstalled } from './setup/installed.mjs';
import { inRoot, root } from './setup/root.mjs';
import { runNode } from './setup/run.mjs';
import { script } from './setup/script.mjs';

await script(async () => {
  await ensureInstalled();
  await ensureBuilt();
  // Files are meant from where the command was typed, which npm leaves for the root; the data folder is npm start's.
  const cwd = process.env.INIT_CWD || process.cwd();
  const env = { ...process.env, DEPOT_DATA: resolve(root, process.env.DEPOT_DATA || '.depot') };
  return (await runNode(inRoot('apps/api/dist/bundle/depot.js'), process.argv.slice(2), { cwd, env })).code;
});
