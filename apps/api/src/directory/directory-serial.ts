import { profileSerial } from '@depot/contracts';
import type { TokenFamily } from '@depot/contracts';

/** As the directory names a token: of one with many profiles it names the profile too, since Entra wants each to be there once. */
export function directorySerial(token: { serial: string; profile: number; family: TokenFamily | null }): string {
  return token.family === 'molto2' ? profileSerial(token.serial, token.profile) : token.serial;
}
