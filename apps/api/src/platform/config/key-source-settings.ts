import { resolve } from 'node:path';

/** Where the key is that the keyring's file is sealed with. */
export type KeySourceSettings =
  | { readonly kind: 'file' }
  | { readonly kind: 'environment'; readonly keys: readonly [Uint8Array, ...Uint8Array[]] }
  | Pkcs11Settings;

export interface Pkcs11Settings {
  readonly kind: 'pkcs11';
  /** Absolute path of the library. */
  readonly module: string;
  readonly token: string;
  /** Absolute path of the file that holds the PIN. */
  readonly pinFile: string;
}

interface Given {
  readonly DEPOT_KEY_SOURCE: KeySourceSettings['kind'];
  readonly DEPOT_KEYRING_KEY?: string | undefined;
  readonly DEPOT_PKCS11_MODULE?: string | undefined;
  readonly DEPOT_PKCS11_TOKEN?: string | undefined;
  readonly DEPOT_PKCS11_PIN_FILE?: string | undefined;
}

/** @returns the settings, or the sentence about what is missing */
export function keySourceSettings(given: Given): KeySourceSettings | string {
  switch (given.DEPOT_KEY_SOURCE) {
    case 'file':
      return { kind: 'file' };
    case 'environment': {
      const [first, ...more] = (given.DEPOT_KEYRING_KEY ?? '')
        .split(',')
        .filter((text) => text.trim() !== '')
        .map((text) => Buffer.from(text.trim(), 'base64'));
      if (first === undefined) return 'DEPOT_KEYRING_KEY is missing: DEPOT_KEY_SOURCE=environment needs it.';
      return { kind: 'environment', keys: [first, ...more] };
    }
    case 'pkcs11': {
      const { DEPOT_PKCS11_MODULE: module, DEPOT_PKCS11_TOKEN: token, DEPOT_PKCS11_PIN_FILE: pinFile } = given;
      if (module === undefined || token === undefined || pinFile === undefined) {
        return 'DEPOT_KEY_SOURCE=pkcs11 needs DEPOT_PKCS11_MODULE, DEPOT_PKCS11_TOKEN and DEPOT_PKCS11_PIN_FILE.';
      }
      return { kind: 'pkcs11', module: resolve(module), token, pinFile: resolve(pinFile) };
    }
  }
}
