import { readFileSync, statSync } from 'node:fs';
import { StartRefused } from '../../../config/config.js';
import type { Pkcs11Settings } from '../../../config/key-source-settings.js';
import { TokenKeys } from './token-keys.js';
import { TokenSession } from './token-session.js';

/**
 * Root keys on a PKCS #11 token. The binding is compiled where it is installed, and may be missing: nobody else needs it.
 * @throws StartRefused
 */
export async function openPkcs11(settings: Pkcs11Settings): Promise<TokenKeys> {
  const { default: binding } = await import('pkcs11js').catch(() => {
    throw new StartRefused(
      'DEPOT_KEY_SOURCE is pkcs11, and pkcs11js is not installed here: it is compiled by npm, which takes g++, make and python3. Install them and run npm install again.',
    );
  });
  const pin = readPin(settings.pinFile);
  try {
    return new TokenKeys(new TokenSession(binding, { module: settings.module, label: settings.token, pin }));
  } catch (error) {
    throw new StartRefused(
      `The PKCS #11 token ${settings.token} cannot be used (${error instanceof Error ? error.message : 'no answer'}). Look at DEPOT_PKCS11_MODULE, DEPOT_PKCS11_TOKEN and DEPOT_PKCS11_PIN_FILE.`,
    );
  }
}

function readPin(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartRefused(`DEPOT_PKCS11_PIN_FILE: the file ${file} cannot be read.`);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new StartRefused(`DEPOT_PKCS11_PIN_FILE: others may read ${file}. Make it yours alone: chmod 600.`);
  }
  return text.trim();
}
