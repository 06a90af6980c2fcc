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
  // Folders and files are meant from where the command was typed, which npm leaves for the root.
  const cwd = process.env.INIT_CWD || process.cwd();
  return (await runNode(inRoot('apps/kiosk-agent/dist/main.js'), process.argv.slice(2), { cwd })).code;
});
