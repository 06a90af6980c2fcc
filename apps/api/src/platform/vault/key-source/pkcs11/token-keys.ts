import { randomBytes } from 'node:crypto';
import type { Mechanism } from 'pkcs11js';
import { SourceFailed } from '../key-source.js';
import type { KeySource, SourceBox } from '../key-source.js';
import type { TokenSession, TokenWork } from './token-session.js';

const label = 'token-depot keyring';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Root keys as AES-256 keys on a PKCS #11 token, neither extractable nor readable (CKA_EXTRACTABLE false, CKA_SENSITIVE true): the token
 * itself seals and opens, AES-GCM (CKM_AES_GCM, PKCS #11 2.40 §2.12). A box is nonce (12) ‖ ciphertext ‖ tag (16).
 */
export class TokenKeys implements KeySource {
  readonly name = 'pkcs11';
  readonly #session: TokenSession;

  constructor(session: TokenSession) {
    this.#session = session;
  }

  renew(): string {
    const id = randomBytes(8);
    const words = this.#session.package;
    this.#session.run((library, session) =>
      library.C_GenerateKey(session, { mechanism: words.CKM_AES_KEY_GEN }, [
        { type: words.CKA_CLASS, value: words.CKO_SECRET_KEY },
        { type: words.CKA_KEY_TYPE, value: words.CKK_AES },
        { type: words.CKA_VALUE_LEN, value: 32 },
        { type: words.CKA_TOKEN, value: true },
        { type: words.CKA_PRIVATE, value: true },
        { type: words.CKA_SENSITIVE, value: true },
        { type: words.CKA_EXTRACTABLE, value: false },
        { type: words.CKA_MODIFIABLE, value: false },
        { type: words.CKA_ENCRYPT, value: true },
        { type: words.CKA_DECRYPT, value: true },
        { type: words.CKA_WRAP, value: false },
        { type: words.CKA_UNWRAP, value: false },
        { type: words.CKA_LABEL, value: label },
        { type: words.CKA_ID, value: id },
      ]),
    );
    return id.toString('hex');
  }

  seal(root: string, clear: Uint8Array, associated: string): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const sealed = this.#withKey(root, (key) => (library, session) => {
      library.C_EncryptInit(session, this.#gcm(nonce, associated), key);
      return library.C_Encrypt(session, Buffer.from(clear), Buffer.alloc(clear.length + tagBytes));
    });
    return Buffer.concat([nonce, sealed]);
  }

  open({ root, box }: SourceBox, associated: string): Uint8Array {
    return this.#withKey(root, (key) => (library, session) => {
      library.C_DecryptInit(session, this.#gcm(Buffer.from(box.subarray(0, nonceBytes)), associated), key);
      return library.C_Decrypt(session, Buffer.from(box.subarray(nonceBytes)), Buffer.alloc(box.length));
    });
  }

  destroy(root: string): void {
    this.#session.run((library, session) => {
      const key = this.#find(root)(library, session);
      if (key !== null) library.C_DestroyObject(session, key);
    });
  }

  close(): void {
    this.#session.close();
  }

  #withKey<T>(root: string, work: (key: Buffer) => TokenWork<T>): T {
    return this.#session.run((library, session) => {
      // Looked for each time: another replica may have destroyed it, and a handle is worth nothing in a new session.
      const key = this.#find(root)(library, session);
      if (key === null) {
        throw new SourceFailed(`The PKCS #11 token has no key ${root}, which the keyring is sealed with.`);
      }
      return work(key)(library, session);
    });
  }

  #find(root: string): TokenWork<Buffer | null> {
    const { CKA_CLASS, CKO_SECRET_KEY, CKA_LABEL, CKA_ID } = this.#session.package;
    return (library, session) => {
      library.C_FindObjectsInit(session, [
        { type: CKA_CLASS, value: CKO_SECRET_KEY },
        { type: CKA_LABEL, value: label },
        { type: CKA_ID, value: Buffer.from(root, 'hex') },
      ]);
      try {
        return library.C_FindObjects(session);
      } finally {
        library.C_FindObjectsFinal(session);
      }
    };
  }

  #gcm(iv: Buffer, associated: string): Mechanism {
    const { CKM_AES_GCM, CK_PARAMS_AES_GCM } = this.#session.package;
    const aad = Buffer.from(associated);
    const parameter = {
      type: CK_PARAMS_AES_GCM,
      iv,
      aad,
      ivBits: nonceBytes * 8,
      aadBits: aad.length * 8,
      tagBits: tagBytes * 8,
    };
    return { mechanism: CKM_AES_GCM, parameter };
  }
}
