import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { npm } from '../setup/npm.mjs';
import { inRoot } from '../setup/root.mjs';
import { Refusal, say } from '../setup/script.mjs';
import { packageOf } from './table.mjs';

/**
 * Puts this Node into `.build/node-<major>`, unless it is there, and answers with its program and version.
 * npm checks what it downloads against the registry's checksum; no install script runs.
 */
export async function ensureNode(major) {
  const wanted = packageOf(major);
  if (!wanted)
    throw new Refusal(
      `The registry has no Node ${major} for ${process.platform}-${process.arch}: run npm test under one of your own.`,
    );
  const folder = inRoot('.build', `node-${major}`);
  const manifest = join(folder, 'node_modules', wanted.name, 'package.json');
  if (versionIn(manifest) !== wanted.version) {
    say(`Fetching Node ${wanted.version} for this run …`);
    const what = `${wanted.name}@${wanted.version}`;
    if ((await npm(['install', '--prefix', folder, '--no-save', '--ignore-scripts', what])).code !== 0)
      throw new Refusal(`Node ${wanted.version} could not be fetched; npm gives the reason above.`);
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { version: wanted.version, program: join(dirname(manifest), bin.node) };
}

const versionIn = (manifest) => (existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined);
