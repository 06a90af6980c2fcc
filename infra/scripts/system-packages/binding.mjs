import { existsSync } from 'node:fs';
import { headersOfNode, npm } from '../setup/npm.mjs';
import { inRoot } from '../setup/root.mjs';
import { Refusal, say } from '../setup/script.mjs';

/** What nfc-pcsc is compiled with and against. */
const needed = ['libpcsclite-dev', 'g++', 'make', 'python3'];
const isInstalled = () => existsSync(inRoot('node_modules/@pokusew/pcsclite/package.json'));
const isBuilt = () => existsSync(inRoot('node_modules/@pokusew/pcsclite/build/Release/pcsclite.node'));

/**
 * Builds nfc-pcsc where it can be built and was not: npm leaves it out, without a word, of an install that came before
 * `libpcsclite-dev`. Answers with its name when it is still missing.
 */
export async function ensureBinding(missing, { requireAll }) {
  if (isBuilt()) return [];
  const canBuild = needed.every((name) => !missing.includes(name)) && Object.keys(headersOfNode()).length > 0;
  if (canBuild) {
    say('Compiling nfc-pcsc …');
    await npm(isInstalled() ? ['rebuild', '@pokusew/pcsclite'] : ['install', '--no-save']);
    if (isBuilt()) return [];
  }
  say('nfc-pcsc is not built, for want of what is named above or of Node’s own headers. Left out: PC/SC through it.');
  if (requireAll) throw new Refusal('Here nothing may be left out: build nfc-pcsc first.');
  return ['nfc-pcsc'];
}
