import { type FileHandle } from 'node:fs/promises';
import { disk, type Disk } from './disk.js';
import { replaceFile } from './replace-file.js';

/** A file that grows by whole lines, one after the other, each on the disk when its `append` resolves. */
export class AppendFile {
  readonly #file: FileHandle;
  /** Bytes up to the end of the last whole line. */
  #size: number;
  #turn: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Replaces what is at `path` by `text`, which ends with a line end or is empty, and goes on from there. */
  static async replace(path: string, text: string, { on = disk }: { on?: Disk } = {}): Promise<AppendFile> {
    await replaceFile(path, text, { on });
    // Not 'a': Windows cuts no file short that was opened for appending alone.
    return new AppendFile(await on.open(path, 'r+'), Buffer.byteLength(text));
  }

  /** Rejects when the line is not safely written; the file is then as it was before. */
  append(line: string): Promise<void> {
    const written = this.#turn.then(() => this.#write(`${line}\n`));
    this.#turn = written.catch(() => undefined);
    return written;
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#turn;
    await this.#file.close();
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length;) {
        const rest = bytes.subarray(written);
        written += (await this.#file.write(rest, 0, rest.length, this.#size + written)).bytesWritten;
      }
      await this.#file.sync();
      this.#size += bytes.length;
    } catch (error) {
      // Half a line, say of a full disk, would spoil the next one.
      await this.#file.truncate(this.#size).catch(() => undefined);
      throw error;
    }
  }
}
