import { randomBytes } from 'node:crypto';
import type { Database, Trx } from '../database/database.js';
import { ProblemError } from '../http/problem-error.js';
import { fileWindow } from './escrow-window.js';
import { FileKey } from './file-key.js';
import type { Keyring } from './keyring.js';
import { seal } from './sealing.js';
import { unwrap } from './unwrap.js';

/**
 * Uploaded seed files, sealed before they are put down and never whole in clear; alone in reading keys and pieces. A file has a data
 * key of its own, wrapped by the key that the files of its day have. It lives for a day, and that key until the last of them is gone.
 */
export class SealedFiles {
  readonly #keyring: Keyring;
  readonly #now: () => Date;

  constructor(keyring: Keyring, now: () => Date) {
    this.#keyring = keyring;
    this.#now = now;
  }

  /** Makes the key of a file that is on the record already. */
  async make(trx: Trx, fileId: string): Promise<FileKey> {
    const windowId = fileWindow(this.#now());
    const dataKey = randomBytes(32);
    const wrappedKey = seal(this.#keyring.keyForSealing(windowId), dataKey, fileBinding(fileId));
    await trx
      .insertInto('seed_file_key')
      .values({ file_id: fileId, window_id: windowId, wrapped_key: wrappedKey })
      .execute();
    return new FileKey(fileId, dataKey);
  }

  /** Opens a file's key for the length of `work`, then wipes it. @throws ProblemError as `open` does */
  async use<T>(db: Database, fileId: string, work: (key: FileKey) => Promise<T>): Promise<T> {
    const key = await this.open(db, fileId);
    try {
      return await work(key);
    } finally {
      key.wipe();
    }
  }

  /**
   * Opens a file's key, which the caller wipes.
   * @throws ProblemError `seed-file-elsewhere` when the file is gone, `seed-unreadable` when the keyring does not fit
   */
  async open(db: Database, fileId: string): Promise<FileKey> {
    const row = await db.selectFrom('seed_file_key').selectAll().where('file_id', '=', fileId).executeTakeFirst();
    if (row === undefined) throw new ProblemError('seed-file-elsewhere', 'The file is gone.');
    return new FileKey(fileId, this.#unwrapped(row.window_id, row.wrapped_key, fileId));
  }

  async write(
    db: Database,
    fileId: string,
    piece: { key: FileKey; position: number; clear: Uint8Array },
  ): Promise<void> {
    const ciphertext = piece.key.seal(`piece ${String(piece.position)}`, piece.clear);
    await db.insertInto('seed_file_chunk').values({ file_id: fileId, position: piece.position, ciphertext }).execute();
  }

  /** The file from its beginning. @throws ProblemError when a piece is missing or is not the one that was put there */
  async *read(
    db: Database,
    fileId: string,
    { key, pieces }: { key: FileKey; pieces: number },
  ): AsyncGenerator<Uint8Array> {
    for (let position = 0; position < pieces; position += 1) {
      const row = await db
        .selectFrom('seed_file_chunk')
        .select('ciphertext')
        .where('file_id', '=', fileId)
        .where('position', '=', position)
        .executeTakeFirst();
      if (row === undefined) throw new ProblemError('seed-file-elsewhere', 'The file is gone.');
      yield key.open(`piece ${String(position)}`, row.ciphertext);
    }
  }

  async countPieces(db: Database, fileId: string): Promise<number> {
    const row = await db
      .selectFrom('seed_file_chunk')
      .select((chunk) => chunk.fn.countAll<number>().as('many'))
      .where('file_id', '=', fileId)
      .executeTakeFirstOrThrow();
    return row.many;
  }

  /** Keeps what somebody typed for a file, sealed with it. */
  async keepSecret(trx: Trx, fileId: string, secret: string): Promise<void> {
    await this.use(trx, fileId, (key) =>
      trx
        .updateTable('seed_file_key')
        .set({ secret: key.seal('secret', Buffer.from(secret)) })
        .where('file_id', '=', fileId)
        .execute(),
    );
  }

  async secret(db: Database, fileId: string, key: FileKey): Promise<string | null> {
    return this.#text(db, fileId, { key, place: 'secret' });
  }

  /** Keeps what stands in the file before and after its rows, for those that are handed back. */
  async keepFrame(db: Database, fileId: string, { key, frame }: { key: FileKey; frame: string }): Promise<void> {
    const box = key.seal('frame', Buffer.from(frame));
    await db.updateTable('seed_file_key').set({ frame: box }).where('file_id', '=', fileId).execute();
  }

  async frame(db: Database, fileId: string, key: FileKey): Promise<string | null> {
    return this.#text(db, fileId, { key, place: 'frame' });
  }

  /** The upload goes, and what was typed for it. The key stays for the rows that may be handed back. */
  async destroyUpload(trx: Trx, fileId: string): Promise<void> {
    await trx.deleteFrom('seed_file_chunk').where('file_id', '=', fileId).execute();
    await trx.updateTable('seed_file_key').set({ secret: null }).where('file_id', '=', fileId).execute();
  }

  /** Nothing of the file can be opened any more. */
  async destroy(trx: Trx, fileId: string): Promise<void> {
    await trx.deleteFrom('seed_file_chunk').where('file_id', '=', fileId).execute();
    await trx.deleteFrom('seed_file_key').where('file_id', '=', fileId).execute();
  }

  #unwrapped(windowId: string, wrapped: Uint8Array, fileId: string): Uint8Array {
    try {
      const key = unwrap(this.#keyring, windowId, { wrapped, associated: fileBinding(fileId) });
      if (key !== null) return key;
    } catch {
      // No key of the window fits: the same to whoever asks as none being there.
    }
    throw new ProblemError('seed-unreadable');
  }

  async #text(
    db: Database,
    fileId: string,
    { key, place }: { key: FileKey; place: 'secret' | 'frame' },
  ): Promise<string | null> {
    const row = await db.selectFrom('seed_file_key').select(place).where('file_id', '=', fileId).executeTakeFirst();
    const box = row?.[place] ?? null;
    return box === null ? null : Buffer.from(key.open(place, box)).toString('utf8');
  }
}

/** The associated data of a file's wrapped key. */
export function fileBinding(fileId: string): string {
  return `token-depot seed file key ${fileId}`;
}
