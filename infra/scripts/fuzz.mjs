import './setup/node-version.mjs';
import process from 'node:process';
import { ensureBuilt } from './setup/built.mjs';
import { ensureInstalled } from './setup/installed.mjs';
import { inRoot } from './setup/root.mjs';
import { runNode } from './setup/run.mjs';
import { script } from './setup/script.mjs';

await script(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return (await runNode(inRoot('test/dist/fuzz/main.js'), process.argv.slice(2))).code;
});
