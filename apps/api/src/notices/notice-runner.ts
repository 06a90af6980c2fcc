import type { NoticeChannel } from '@depot/contracts';
import { sql } from 'kysely';
import { theDepot } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { NoticeMessages } from './notice-messages.js';
import type { Way } from './notice-message.js';
import { NotSent } from './not-sent.js';
import { secondsUntilAgain } from './when-again.js';

/** Longer than a mail may take: whoever began it is gone by then. */
const leaseSeconds = 120;

/** Sends what is due to be told. */
export class NoticeRunner {
  readonly #work: UnitOfWork;
  readonly #messages: NoticeMessages;
  readonly #ways: Readonly<Record<NoticeChannel, Way | null>>;

  constructor(
    work: UnitOfWork,
    messages: NoticeMessages,
    { ways }: { ways: Readonly<Record<NoticeChannel, Way | null>> },
  ) {
    this.#work = work;
    this.#messages = messages;
    this.#ways = ways;
  }

  /** Does nothing where the record says that it is not due. @returns why it was not sent, for the log */
  async run(id: string): Promise<NotSent | null> {
    const notice = await this.#begin(id);
    if (notice === undefined) return null;
    const message = await this.#messages.of(notice);
    if (message === null) {
      await this.#close(notice.id, 'void');
      return null;
    }
    try {
      const way = this.#ways[notice.channel];
      // Set up when it was put on record, and taken away since.
      if (way === null) throw new NotSent('refused', { passing: false, answer: null });
      await way.send(message);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      await this.#putOff(notice, error);
      return error;
    }
    await this.#work.run(async (trx) => {
      await trx
        .updateTable('notice')
        .set({ status: 'sent', sent_at: sql<Date>`clock_timestamp()`, trouble: null, answer: null })
        .where('id', '=', notice.id)
        .execute();
      const facts = { kind: notice.kind, channel: notice.channel };
      await recordEvents(trx, [{ kind: 'notice.sent', actor: theDepot, jobId: notice.job_id, facts }]);
    });
    return null;
  }

  /** Takes the lease: of two workers one sends it. */
  #begin(id: string) {
    return this.#work.read
      .updateTable('notice')
      .set((row) => ({
        tries: row('tries', '+', 1),
        due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`,
      }))
      .where('id', '=', id)
      .where('status', '=', 'due')
      .where('due_at', '<=', sql<Date>`clock_timestamp()`)
      .returningAll()
      .executeTakeFirst();
  }

  async #close(id: string, status: 'void'): Promise<void> {
    await this.#work.read.updateTable('notice').set({ status }).where('id', '=', id).execute();
  }

  async #putOff(
    notice: { id: string; tries: number; kind: string; channel: string; job_id: string | null },
    { trouble, answer, passing }: NotSent,
  ): Promise<void> {
    const seconds = passing ? secondsUntilAgain(notice.tries) : null;
    await this.#work.run(async (trx) => {
      await trx
        .updateTable('notice')
        .set({
          trouble,
          answer,
          ...(seconds === null
            ? { status: 'stuck' as const }
            : { due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})` }),
        })
        .where('id', '=', notice.id)
        .execute();
      if (seconds !== null) return;
      const facts = { kind: notice.kind, channel: notice.channel };
      await recordEvents(trx, [{ kind: 'notice.stuck', actor: theDepot, jobId: notice.job_id, facts }]);
    });
  }
}
