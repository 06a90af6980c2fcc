import { unwatchFile, watchFile } from 'node:fs';
import { Server } from 'node:tls';
import { StartRefused } from '../config/config.js';
import type { TlsFiles } from '../config/config.js';
import type { Logger } from 'pino';
import { readCertificate } from './certificate.js';

/** Files on network shares tell nobody that they changed, so they are looked at. */
const lookEveryMs = 2000;

/**
 * Shows a renewed certificate to whoever connects next, without a restart: when a file changes, and on SIGHUP.
 * One that is not usable is logged, and the old one stays. @returns what ends it
 */
export function takeRenewals(server: unknown, files: TlsFiles, log: Logger): () => Promise<void> {
  if (!(server instanceof Server)) return () => Promise.resolve();
  const renew = (): void => {
    try {
      server.setSecureContext(readCertificate(files, new Date()));
    } catch (error) {
      const why = error instanceof StartRefused ? error.message : 'The certificate cannot be used.';
      log.warn(`The certificate was not renewed; the earlier one stays. ${why}`);
    }
  };
  for (const file of [files.cert, files.key]) watchFile(file, { persistent: false, interval: lookEveryMs }, renew);
  process.on('SIGHUP', renew);
  return () => {
    for (const file of [files.cert, files.key]) unwatchFile(file, renew);
    process.off('SIGHUP', renew);
    return Promise.resolve();
  };
}
