import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StartRefused } from '../config/config.js';

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const KeyringFile = z.strictObject({
  version: z.literal(1),
  /** HMAC key of the seeds' fingerprints. */
  fingerprint: key,
  /** One key-encryption key for each escrow window. */
  windows: z.record(z.string(), key),
});
type KeyringFile = z.infer<typeof KeyringFile>;

/** Where key-encryption keys come from; a KMS or an HSM would be another of these. */
export interface Keyring {
  /** 32 bytes, for fingerprints. */
  fingerprintKey(): Uint8Array;
  /** The window's 32-byte key, made when it is not there yet. */
  keyForSealing(windowId: string): Uint8Array;
  /** The window's key, or null when it was destroyed or never here. */
  keyForOpening(windowId: string): Uint8Array | null;
  windows(): string[];
  destroyWindow(windowId: string): void;
}

/** The keyring as a file outside the record, mode 0600; replicas on one machine may share it. */
export class KeyringInFile implements Keyring {
  readonly #file: string;
  #content: KeyringFile;

  private constructor(file: string, content: KeyringFile) {
    this.#file = file;
    this.#content = content;
  }

  /** @throws StartRefused when the file is there but is no keyring, or others may read it. */
  static open(file: string): KeyringInFile {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const known = read(file);
    if (known !== null) return new KeyringInFile(file, known);
    const fresh: KeyringFile = { version: 1, fingerprint: freshKey(), windows: {} };
    return new KeyringInFile(
      file,
      withLock(file, () => read(file) ?? write(file, fresh)),
    );
  }

  fingerprintKey(): Uint8Array {
    return Buffer.from(this.#content.fingerprint, 'base64');
  }

  keyForSealing(windowId: string): Uint8Array {
    const known = this.keyForOpening(windowId);
    if (known !== null) return known;
    this.#content = withLock(this.#file, () => {
      const current = read(this.#file) ?? this.#content;
      if (current.windows[windowId] !== undefined) return current;
      return write(this.#file, { ...current, windows: { ...current.windows, [windowId]: freshKey() } });
    });
    const made = this.keyForOpening(windowId);
    if (made === null) throw new Error('The keyring lost a key it had just made.');
    return made;
  }

  keyForOpening(windowId: string): Uint8Array | null {
    if (this.#content.windows[windowId] === undefined) this.#content = read(this.#file) ?? this.#content;
    const found = this.#content.windows[windowId];
    return found === undefined ? null : Buffer.from(found, 'base64');
  }

  windows(): string[] {
    return Object.keys(this.#content.windows);
  }

  destroyWindow(windowId: string): void {
    this.#content = withLock(this.#file, () => {
      const current = read(this.#file) ?? this.#content;
      const windows = Object.fromEntries(Object.entries(current.windows).filter(([id]) => id !== windowId));
      return write(this.#file, { ...current, windows });
    });
  }
}

function freshKey(): string {
  return randomBytes(32).toString('base64');
}

function read(file: string): KeyringFile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StartRefused(`DEPOT_KEYRING: the file ${file} cannot be read.`);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new StartRefused(`DEPOT_KEYRING: others may read ${file}. Make it yours alone: chmod 600.`);
  }
  try {
    return KeyringFile.parse(JSON.parse(text));
  } catch {
    // The parser's own message could quote key material.
    throw new StartRefused(
      `DEPOT_KEYRING: ${file} is not a keyring. Put the right file back; without it no seed can be opened.`,
    );
  }
}

function write(file: string, content: KeyringFile): KeyringFile {
  const beside = `${file}.${String(process.pid)}.new`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(beside, file);
  return content;
}

/** One writer at a time: replicas that share the file must not lose each other's keys. */
function withLock<T>(file: string, work: () => T): T {
  const lock = `${file}.lock`;
  const deadline = Date.now() + 5000;
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      break;
    } catch {
      if (Date.now() > deadline) {
        // Its maker died between two lines; nobody holds this lock for longer than a write takes.
        rmSync(lock, { force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}
