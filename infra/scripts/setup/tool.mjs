import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './root.mjs';

/** The JavaScript file behind a tool's command. The shims in `.bin` are shell on one system and .cmd on another. */
export function tool(name, { from = '.', command = name } = {}) {
  const manifest = createRequire(inRoot(from, 'package.json')).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}
