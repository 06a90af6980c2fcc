import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { NewBackup } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { BackupRefused, readPublicKey } from './protection.js';
import type { Protection } from './protection.js';
import { takeBackup } from './take-backup.js';

/** Where a backup waits for whoever asked for it. */
export class BackupFolder {
  constructor(readonly path: string) {}
}

/** Backups for whoever asks over the API. */
@Injectable()
export class BackupService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly folder: BackupFolder,
  ) {}

  /**
   * Makes a backup in a file, encrypted, and hands that out: whoever reads slowly then holds nobody up. The file goes when it was read,
   * or was not.
   */
  async take(asked: NewBackup, actor: Actor): Promise<{ stream: Readable; length: number }> {
    const protection = await protectionOf(asked);
    await mkdir(this.folder.path, { recursive: true, mode: 0o700 });
    const file = join(this.folder.path, `backup-${randomUUID()}.tmp`);
    const handle = await open(file, 'wx', 0o600);
    try {
      const about = { actor, reason: asked.reason, now: this.clock.now(), protection };
      await takeBackup(this.work.read, about, (piece) => handle.write(piece));
    } catch (error) {
      await handle.close();
      await rm(file, { force: true });
      throw error;
    }
    await handle.close();
    const { size } = await stat(file);
    const stream = createReadStream(file);
    stream.on('close', () => void rm(file, { force: true }).catch(() => undefined));
    return { stream, length: size };
  }
}

async function protectionOf(asked: NewBackup): Promise<Protection> {
  if ('passPhrase' in asked) return { kind: 'pass-phrase', passPhrase: asked.passPhrase };
  try {
    return { kind: 'public-key', key: await readPublicKey(asked.publicKey) };
  } catch (error) {
    if (error instanceof BackupRefused) throw new ProblemError('bad-request', error.message);
    throw error;
  }
}
