import './setup/node-version.mjs';
import process from 'node:process';
import { ensureBuilt } from './setup/built.mjs';
import { ensureInstalled } from './setup/installed.mjs';
import { script } from './setup/script.mjs';

await script(async () => {
  await ensureInstalled();
  await ensureBuilt({ force: process.argv.includes('--force') });
  return 0;
});
