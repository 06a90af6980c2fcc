import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueFor, makeAuthority } from '@depot/api/private-authority';
import type { PrivateAuthority } from '@depot/api/private-authority';

const day = 86_400_000;

/** A private authority and server certificates in a folder. */
export class Authority {
  readonly #folder: string;
  readonly #authority: PrivateAuthority;
  /** The file of the authority's certificate. */
  readonly ca: string;

  private constructor(folder: string, name: string, authority: PrivateAuthority) {
    this.#folder = folder;
    this.#authority = authority;
    this.ca = this.#write(`${name}.crt`, authority.cert);
  }

  static async make(folder: string, name: string): Promise<Authority> {
    return new Authority(folder, name, await makeAuthority(name, { now: new Date(), days: 2 }));
  }

  /** @param hosts none: the certificate names no host. @param at the day of its making, two days before it expires */
  async issue(name: string, hosts: readonly string[], at = new Date()): Promise<{ cert: string; key: string }> {
    const { cert, key } = await issueFor({ hosts, now: at, days: 2 }, this.#authority);
    return { cert: this.#write(`${name}.crt`, cert), key: this.#write(`${name}.key`, key) };
  }

  /** A certificate that expired yesterday. */
  expired(name: string, hosts: readonly string[]): Promise<{ cert: string; key: string }> {
    return this.issue(name, hosts, new Date(Date.now() - 3 * day));
  }

  #write(name: string, text: string): string {
    const file = join(this.#folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }
}
