import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { StartRefused } from '../config/config.js';
import { withFileLock } from '../locks/file-lock.js';
import { SourceFailed } from './key-source/key-source.js';
import type { KeySource } from './key-source/key-source.js';
import { open, seal } from './sealing.js';

const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const Content = z.strictObject({
  version: z.literal(1),
  /** HMAC key of the seeds' fingerprints. */
  fingerprint: key,
  /** One key-encryption key for each escrow window. */
  windows: z.record(z.string(), key),
  /** What these replaced, while it is still needed. */
  retiring: z
    .strictObject({ since: z.iso.datetime(), windows: z.record(z.string(), key), roots: z.array(z.string()) })
    .nullable()
    .default(null),
});
/** The same, sealed with a key drawn for this file alone, and that one by the source's root key. */
const Sealed = z.strictObject({
  version: z.literal(2),
  source: z.enum(['environment', 'pkcs11']),
  root: z.string().regex(/^[0-9a-f]{16}$/),
  key: z.base64(),
  content: z.base64(),
});
const File = z.union([Content, Sealed]);

export interface KeyringContent extends Omit<z.output<typeof Content>, 'version'> {
  /** The id of the source's key that the file is sealed with; null where it lies in clear. */
  readonly root: string | null;
}

/** A keyring as it lay there at one moment. */
export interface KeyringRead {
  readonly content: KeyringContent;
  /** Changes with the file. Taken before it is read: what another writes in between is seen when it is looked at again. */
  readonly stamp: string;
}

const associated = 'token-depot keyring';

/**
 * Null where there is none.
 * @throws StartRefused with the sentence for whoever runs the depot; nothing of the file is quoted
 */
export function readKeyring(file: string, source: KeySource | null): KeyringRead | null {
  const stamp = keyringStamp(file);
  const content = contentOf(file, source);
  return content === null ? null : { content, stamp };
}

export function keyringStamp(file: string): string {
  const about = statSync(file, { bigint: true, throwIfNoEntry: false });
  return about === undefined ? '' : `${String(about.ino)} ${String(about.mtimeNs)} ${String(about.size)}`;
}

/**
 * One writer at a time: replicas that share the file must not lose each other's keys.
 * @param to gets what is there now, and gives that back where it is to stay
 */
export function changeKeyring(
  file: string,
  source: KeySource | null,
  to: (current: KeyringContent | null) => KeyringContent,
): KeyringRead {
  return withFileLock(file, (assertHeld) => {
    const current = readKeyring(file, source);
    const next = to(current?.content ?? null);
    if (next === current?.content) return current;
    const beside = `${file}.${String(process.pid)}.new`;
    writeFileSync(beside, `${JSON.stringify(written(source, next), null, 2)}\n`, { mode: 0o600, flush: true });
    assertHeld();
    renameSync(beside, file);
    return { content: next, stamp: keyringStamp(file) };
  });
}

function contentOf(file: string, source: KeySource | null): KeyringContent | null {
  const text = readText(file);
  if (text === null) return null;
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new StartRefused(`DEPOT_KEYRING: others may read ${file}. Make it yours alone: chmod 600.`);
  }
  const parsed = parse(text);
  if (parsed === null) {
    throw new StartRefused(
      `DEPOT_KEYRING: ${file} is not a keyring. Put the right file back; without it no seed can be opened.`,
    );
  }
  if (parsed.version === 1) return { ...withoutVersion(parsed), root: null };
  if (source?.name !== parsed.source) {
    throw new StartRefused(
      `DEPOT_KEYRING: ${file} is sealed by a key of the source ${parsed.source}. Set DEPOT_KEY_SOURCE=${parsed.source}.`,
    );
  }
  return { ...unsealed(file, source, parsed), root: parsed.root };
}

/** The text of a keyring's file without what only says how it lies there. */
function withoutVersion({ fingerprint, windows, retiring }: z.output<typeof Content>): Omit<KeyringContent, 'root'> {
  return { fingerprint, windows, retiring };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StartRefused(`DEPOT_KEYRING: the file ${file} cannot be read.`);
  }
}

/** The parser's own message could quote key material. */
function parse(text: string): z.output<typeof File> | null {
  try {
    return File.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether a text is a keyring, sealed or not. */
export function isKeyring(text: string): boolean {
  return parse(text) !== null;
}

function unsealed(file: string, source: KeySource, sealed: z.output<typeof Sealed>): Omit<KeyringContent, 'root'> {
  try {
    const box = { root: sealed.root, box: Buffer.from(sealed.key, 'base64') };
    const fileKey = source.open(box, associated);
    const clear = open(fileKey, Buffer.from(sealed.content, 'base64'), associated);
    fileKey.fill(0);
    const content = Content.parse(JSON.parse(Buffer.from(clear).toString('utf8')));
    clear.fill(0);
    return withoutVersion(content);
  } catch (error) {
    const why =
      error instanceof SourceFailed ? error.message : 'Is it this keyring’s source, and was the file not changed?';
    throw new StartRefused(`DEPOT_KEYRING: ${file} cannot be opened by its source ${sealed.source}. ${why}`);
  }
}

function written(source: KeySource | null, { root, retiring, ...keys }: KeyringContent): z.input<typeof File> {
  const content: z.input<typeof Content> = { version: 1, ...keys, ...(retiring === null ? {} : { retiring }) };
  if (source === null || root === null) return content;
  const fileKey = randomBytes(32);
  const sealed = seal(fileKey, Buffer.from(JSON.stringify(content)), associated);
  const wrapped = source.seal(root, fileKey, associated);
  fileKey.fill(0);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return { version: 2, source: source.name, root, key: base64(wrapped), content: base64(sealed) };
}
