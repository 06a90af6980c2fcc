import { randomUUID } from 'node:crypto';
import type { NoticeChannel, NoticeKind } from '@depot/contracts';
import type { NoticeSettings } from '../platform/config/config.js';
import type { Trx } from '../platform/database/database.js';
import { outboxNotice } from '../platform/queue/outbox.js';
import { noticeRules } from './notice-rules.js';

/** Puts on record that somebody is to be told something. */
export class Notices {
  readonly #settings: NoticeSettings;

  constructor(settings: NoticeSettings) {
    this.#settings = settings;
  }

  get publicUrl(): string | null {
    return this.#settings.publicUrl;
  }

  get setUp(): { mail: boolean; staff: boolean; webhook: boolean } {
    const { mail, webhook } = this.#settings;
    return { mail: mail !== null, staff: mail?.staff != null, webhook: webhook !== null };
  }

  /**
   * In the caller's transaction: what is rolled back is told to nobody. The words are made when it is sent.
   * @returns by which ways it goes; none where none is set up, or the recipient has no mail address
   */
  async notify(
    trx: Trx,
    notice: { readonly kind: NoticeKind; readonly jobId: string | null; readonly day?: string },
  ): Promise<NoticeChannel[]> {
    const channels = await this.#channels(trx, notice);
    for (const channel of channels) {
      const id = randomUUID();
      const { kind, jobId, day = null } = notice;
      await trx.insertInto('notice').values({ id, kind, channel, job_id: jobId, day }).execute();
      await outboxNotice(trx, { noticeId: id, attempt: 0 });
    }
    return channels;
  }

  async #channels(trx: Trx, notice: { kind: NoticeKind; jobId: string | null }): Promise<NoticeChannel[]> {
    const { mail, webhook } = this.#settings;
    const { to, secret } = noticeRules[notice.kind];
    const mailed = mail !== null && (to === 'staff' ? mail.staff !== null : await hasAddress(trx, notice.jobId));
    // What holds a code goes one way only.
    const hooked = webhook !== null && !(secret && mailed);
    return [...(mailed ? (['mail'] as const) : []), ...(hooked ? (['webhook'] as const) : [])];
  }
}

async function hasAddress(trx: Trx, jobId: string | null): Promise<boolean> {
  if (jobId === null) return false;
  const row = await trx
    .selectFrom('job')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .select('email')
    .where('job.id', '=', jobId)
    .executeTakeFirst();
  return row?.email != null;
}
