import type { KeySourceSettings } from '../../config/key-source-settings.js';
import { EnvironmentKeys } from './environment-keys.js';
import type { KeySource } from './key-source.js';
import { openPkcs11 } from './pkcs11/open-pkcs11.js';

/**
 * The source that the settings name; null where the keyring's file holds its keys in clear.
 * @throws StartRefused with the sentence for whoever runs the depot
 */
export async function openKeySource(settings: KeySourceSettings): Promise<KeySource | null> {
  switch (settings.kind) {
    case 'file':
      return null;
    case 'environment':
      return new EnvironmentKeys(settings.keys);
    case 'pkcs11':
      return openPkcs11(settings);
  }
}
