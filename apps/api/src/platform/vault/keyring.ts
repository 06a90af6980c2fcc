import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefused } from '../config/config.js';
import { PassingProblem } from '../http/problem-error.js';
import type { KeySource } from './key-source/key-source.js';
import { changeKeyring, keyringStamp, readKeyring } from './keyring-file.js';
import type { KeyringContent, KeyringRead } from './keyring-file.js';

/** Keys that were replaced and still open what they sealed. */
export interface RetiringKeys {
  readonly since: Date;
  /** Ids of keys, by which nobody can compute them. */
  readonly keys: readonly string[];
}

/** Where key-encryption keys come from. */
export interface Keyring {
  /** 32 bytes, for fingerprints. */
  fingerprintKey(): Uint8Array;
  /** The window's 32-byte key, made when it is not there yet. @throws PassingProblem `keyring-unread` where what others changed cannot be read */
  keyForSealing(windowId: string): Uint8Array;
  /** The window's key, or null when it was destroyed or never here. */
  keyForOpening(windowId: string): Uint8Array | null;
  /** The window's key, and the one that it replaced while that is still here; none when they were destroyed or never here. */
  keysForOpening(windowId: string): readonly Uint8Array[];
  windows(): string[];
  destroyWindow(windowId: string): void;
  /** Replaces every window's key, and the one that the keyring itself is sealed with. @returns ids of the new keys, or null while earlier ones retire */
  rotate(now: Date): readonly string[] | null;
  retiring(): RetiringKeys | null;
  /** Destroys the keys that were replaced. @returns their ids */
  retire(): readonly string[];
}

/**
 * The keyring as a file outside the record, mode 0600; replicas on one machine may share it, and see what another has changed in it at
 * once. With a source it is sealed as a whole, and only memory holds the keys in clear. Where a changed file cannot be read, what was known
 * still opens, and seals nothing: another replica may have replaced these keys, and destroys them without waiting for this one.
 */
export class KeyringInFile implements Keyring {
  readonly #file: string;
  readonly #source: KeySource | null;
  readonly #tell: (error: unknown) => void;
  #content: KeyringContent;
  #seen: string;

  private constructor(
    { file, source, tell }: { file: string; source: KeySource | null; tell: (error: unknown) => void },
    { content, stamp }: KeyringRead,
  ) {
    this.#file = file;
    this.#source = source;
    this.#tell = tell;
    this.#content = content;
    this.#seen = stamp;
  }

  /**
   * @param tell hears why something was not sealed
   * @throws StartRefused when the file is there but is no keyring, others may read it, or the source does not open it.
   */
  static open(
    file: string,
    source: KeySource | null = null,
    tell: (error: unknown) => void = () => undefined,
  ): KeyringInFile {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // What lies there in clear is sealed as soon as there is something to seal it with.
    const isAsItShouldBe = ({ root }: KeyringContent): boolean => root !== null || source === null;
    const known = readKeyring(file, source);
    if (known !== null && isAsItShouldBe(known.content)) return new KeyringInFile({ file, source, tell }, known);
    const made = changeKeyring(file, source, (current) => {
      if (current !== null && isAsItShouldBe(current)) return current;
      const root = source?.renew() ?? null;
      return { ...(current ?? { fingerprint: freshKey(), windows: {}, retiring: null }), root };
    });
    return new KeyringInFile({ file, source, tell }, made);
  }

  fingerprintKey(): Uint8Array {
    return bytes(this.#content.fingerprint);
  }

  keyForSealing(windowId: string): Uint8Array {
    const unread = this.#refresh();
    if (unread !== null) {
      this.#tell(unread);
      throw new PassingProblem('keyring-unread');
    }
    const [known] = this.#keysOf(windowId);
    if (known !== undefined) return known;
    this.#change((current) =>
      current.windows[windowId] === undefined
        ? { ...current, windows: { ...current.windows, [windowId]: freshKey() } }
        : current,
    );
    const [made] = this.#keysOf(windowId);
    if (made === undefined) throw new Error('The keyring lost a key it had just made.');
    return made;
  }

  keyForOpening(windowId: string): Uint8Array | null {
    return this.keysForOpening(windowId)[0] ?? null;
  }

  keysForOpening(windowId: string): readonly Uint8Array[] {
    this.#refresh();
    return this.#keysOf(windowId);
  }

  windows(): string[] {
    this.#refresh();
    return Object.keys(this.#content.windows);
  }

  destroyWindow(windowId: string): void {
    const without = (keys: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(Object.entries(keys).filter(([id]) => id !== windowId));
    this.#change((current) => ({
      ...current,
      windows: without(current.windows),
      retiring: current.retiring && { ...current.retiring, windows: without(current.retiring.windows) },
    }));
  }

  rotate(now: Date): readonly string[] | null {
    let made: string[] | null = null;
    this.#change((current) => {
      if (current.retiring !== null) return current;
      const windows = Object.fromEntries(Object.keys(current.windows).map((id) => [id, freshKey()]));
      const root = this.#source?.renew() ?? null;
      made = [...Object.values(windows).map(idOf), ...(root === null ? [] : [root])];
      const roots = current.root === null || current.root === root ? [] : [current.root];
      return { ...current, root, windows, retiring: { since: now.toISOString(), windows: current.windows, roots } };
    });
    return made;
  }

  retiring(): RetiringKeys | null {
    this.#refresh();
    const { retiring } = this.#content;
    if (retiring === null) return null;
    return { since: new Date(retiring.since), keys: [...Object.values(retiring.windows).map(idOf), ...retiring.roots] };
  }

  retire(): readonly string[] {
    let gone: string[] = [];
    this.#change((current) => {
      const { retiring } = current;
      if (retiring === null) return current;
      gone = [...Object.values(retiring.windows).map(idOf), ...retiring.roots];
      // Before the file forgets them: what is killed in between is done again.
      for (const root of retiring.roots) this.#source?.destroy(root);
      return { ...current, retiring: null };
    });
    return gone;
  }

  #keysOf(windowId: string): Uint8Array[] {
    const { windows, retiring } = this.#content;
    return [windows[windowId], retiring?.windows[windowId]].filter((key) => key !== undefined).map(bytes);
  }

  #change(to: (current: KeyringContent) => KeyringContent): void {
    const known = this.#content;
    this.#saw(changeKeyring(this.#file, this.#source, (current) => to(current ?? known)));
  }

  /** Another replica writes a new file in place of the old one. @returns why it cannot be read now; what was known then stays */
  #refresh(): unknown {
    try {
      if (keyringStamp(this.#file) === this.#seen) return null;
      const read = readKeyring(this.#file, this.#source);
      if (read === null) throw new StartRefused(`DEPOT_KEYRING: the file ${this.#file} is gone. Put it back.`);
      this.#saw(read);
      return null;
    } catch (error) {
      return error;
    }
  }

  #saw({ content, stamp }: KeyringRead): void {
    this.#content = content;
    this.#seen = stamp;
  }
}

function freshKey(): string {
  return randomBytes(32).toString('base64');
}

function bytes(key: string): Uint8Array {
  return Buffer.from(key, 'base64');
}

/** Names a key without telling anything of it: it is 256 random bits. */
function idOf(key: string): string {
  return createHash('sha256').update('token-depot window key').update(bytes(key)).digest('hex').slice(0, 16);
}
