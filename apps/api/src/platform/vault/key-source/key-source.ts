/** What a source gave for something sealed: under which of its keys, and the box. */
export interface SourceBox {
  /** The key's id in the source. */
  readonly root: string;
  readonly box: Uint8Array;
}

/**
 * Where the key comes from that the keyring is sealed with: the *root key*. It seals and opens 32 bytes at a time, and a source that can
 * keeps it to itself. Calls are synchronous, and there is one each time that the keyring's file is read anew or written: at the start,
 * and some times a day.
 */
export interface KeySource {
  readonly name: 'environment' | 'pkcs11';
  /** The id of a key to seal with from now on: a new one where the source can make one. */
  renew(): string;
  /** @throws Error when there is no such key */
  seal(root: string, clear: Uint8Array, associated: string): Uint8Array;
  /** @throws Error when there is no such key, or the box is not one that it sealed */
  open(sealed: SourceBox, associated: string): Uint8Array;
  /** Destroys a key for good. A source that cannot leaves that to whoever set it. */
  destroy(root: string): void;
  close(): void;
}

/** The keyring could not be opened, for a reason of its source; the message is the sentence for whoever runs the depot. */
export class SourceFailed extends Error {}
