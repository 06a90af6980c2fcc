import type * as Pkcs11 from 'pkcs11js';
import { SourceFailed } from '../key-source.js';

/** The package as `import()` gives it. */
export type Pkcs11Package = typeof Pkcs11;

export interface TokenAddress {
  /** The library, an absolute path. */
  readonly module: string;
  /** The token's label. */
  readonly label: string;
  readonly pin: string;
}

/** One thing done at the token, with the session that is open. */
export type TokenWork<T> = (library: Pkcs11.PKCS11, session: Buffer) => T;

/**
 * A session at a token, signed in. An HSM drops sessions (a restart, a cable, a time-out): what fails for that reason is done once more
 * in a new one.
 */
export class TokenSession {
  readonly package: Pkcs11Package;
  readonly #address: TokenAddress;
  readonly #library: Pkcs11.PKCS11;
  #session: Buffer;

  /** @throws Error when there is no such library or token, or the PIN is not its */
  constructor(binding: Pkcs11Package, address: TokenAddress) {
    this.package = binding;
    this.#address = address;
    this.#library = new binding.PKCS11();
    this.#library.load(address.module);
    this.#session = this.#begin();
  }

  run<T>(work: TokenWork<T>): T {
    try {
      return work(this.#library, this.#session);
    } catch (error) {
      if (!this.#isGone(codeOf(error))) throw error;
      this.#end();
      this.#session = this.#begin();
      return work(this.#library, this.#session);
    }
  }

  close(): void {
    this.#end();
    this.#library.close();
  }

  #begin(): Buffer {
    const {
      CKF_SERIAL_SESSION,
      CKF_RW_SESSION,
      CKU_USER,
      CKR_USER_ALREADY_LOGGED_IN,
      CKR_CRYPTOKI_ALREADY_INITIALIZED,
    } = this.package;
    this.#unless(CKR_CRYPTOKI_ALREADY_INITIALIZED, () => {
      this.#library.C_Initialize();
    });
    const slot = this.#library
      .C_GetSlotList(true)
      .find((each) => this.#library.C_GetTokenInfo(each).label.trim() === this.#address.label);
    if (slot === undefined) throw new SourceFailed(`the library shows no token with the label ${this.#address.label}`);
    const session = this.#library.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION);
    this.#unless(CKR_USER_ALREADY_LOGGED_IN, () => {
      this.#library.C_Login(session, CKU_USER, this.#address.pin);
    });
    return session;
  }

  #end(): void {
    try {
      this.#library.C_Finalize();
    } catch {
      // It was gone already, which is why we are here.
    }
  }

  #unless(code: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (codeOf(error) !== code) throw error;
    }
  }

  #isGone(code: number | null): boolean {
    if (code === null) return false;
    const gone = this.package;
    return [
      gone.CKR_SESSION_HANDLE_INVALID,
      gone.CKR_SESSION_CLOSED,
      gone.CKR_DEVICE_ERROR,
      gone.CKR_DEVICE_REMOVED,
      gone.CKR_TOKEN_NOT_PRESENT,
      gone.CKR_USER_NOT_LOGGED_IN,
      gone.CKR_CRYPTOKI_NOT_INITIALIZED,
    ].includes(code);
  }
}

/** What the token answered (PKCS #11 2.40 §5.1.6), where it did. */
function codeOf(error: unknown): number | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null;
}
