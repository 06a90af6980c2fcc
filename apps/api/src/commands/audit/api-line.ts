import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { CommandRefused } from '../command.js';

/** A depot's address, and whom to believe that it is this depot's. */
export interface ApiLine {
  /** Without a slash at the end. */
  readonly url: string;
  /** PEM, in place of the public authorities; undefined for those. */
  readonly ca: string | undefined;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api/`. */
  readonly path: string;
  readonly body?: object;
  readonly cookie?: string | undefined;
  /** The answer is made whole before its first byte comes: how long that takes, nobody knows. */
  readonly takesLong?: boolean;
}

const patienceMs = 60_000;
/** Where there is no other limit, the system asks so often whether the other end is still there. */
const probeMs = 30_000;

/** @returns the answer, its body not read yet. @throws Error of `node:tls` or `node:net` when nobody answers */
export function ask(
  { url, ca }: ApiLine,
  { method, path, body, cookie, takesLong = false }: ApiRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const address = new URL(`${url}/api/${path}`);
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
    };
    const trust = ca === undefined ? {} : { ca };
    const limit = takesLong ? {} : { timeout: patienceMs };
    const options = { method, headers, ...limit, agent: false as const, ...trust };
    const asked = (address.protocol === 'https:' ? secure : plain)(address, options, resolve);
    asked.on('error', reject);
    if (takesLong) asked.setSocketKeepAlive(true, probeMs);
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** @throws CommandRefused where the file cannot be read, or holds no certificate */
export function readCa(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    new X509Certificate(text);
    return text;
  } catch {
    throw new CommandRefused(`--ca ${file} is not a file with the certificate of an authority, in PEM.`);
  }
}
