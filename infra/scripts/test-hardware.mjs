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
  // The transcript is left where the command was typed, and files are meant from there.
  const cwd = process.env.INIT_CWD || process.cwd();
  return (await runNode(inRoot('test/dist/hardware/main.js'), process.argv.slice(2), { cwd })).code;
});
