import { groupedSelfCode } from '@depot/contracts';
import type { NoticeKind } from '@depot/contracts';
import { arrivalLink } from '../arrival/arrival-link.js';
import { onItsWay } from '../arrival/arrival-states.js';
import type { NoticeSettings } from '../platform/config/config.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { ArrivalSecrets } from '../platform/vault/arrival-secrets.js';
import { seedState } from '../platform/vault/seed-state.js';
import { escrowMessage } from './escrow-message.js';
import type { NoticeMessage } from './notice-message.js';
import { noticeRules } from './notice-rules.js';
import { noticeWords, wordsWithoutSeed } from './notice-words.js';

interface NoticeToSay {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly job_id: string | null;
  readonly day: string | null;
}

/** Makes the words of a notice at the moment it is sent, out of what the record says then. */
export class NoticeMessages {
  readonly #work: UnitOfWork;
  readonly #secrets: ArrivalSecrets;
  readonly #settings: NoticeSettings;

  constructor(work: UnitOfWork, secrets: ArrivalSecrets, { settings }: { settings: NoticeSettings }) {
    this.#work = work;
    this.#secrets = secrets;
    this.#settings = settings;
  }

  /** @returns null where there is nothing left to say: the job has gone on */
  async of(notice: NoticeToSay): Promise<NoticeMessage | null> {
    const { kind } = notice;
    if (kind === 'escrow-ends' || kind === 'escrow-overdue') {
      return escrowMessage(this.#work.read, this.#settings, { ...notice, kind });
    }
    const job = await this.#work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .leftJoin('arrival_code', 'arrival_code.job_id', 'job.id')
      .select(['job.id', 'number', 'state', 'upn', 'display_name', 'email', 'phone', 'language'])
      .select('arrival_code.generation as code_generation')
      .select(seedState('job.seed_id').as('seed'))
      .where('job.id', '=', notice.job_id)
      .executeTakeFirstOrThrow();
    const url = this.#settings.publicUrl ?? '';
    const about = { name: job.display_name ?? job.upn, jobNumber: job.number, page: `${url}/#/jobs/${job.id}` };
    const named = { id: notice.id, kind: notice.kind, jobNumber: job.number };
    const words = job.seed === 'destroyed' ? wordsWithoutSeed(kind) : noticeWords[kind];
    if (noticeRules[notice.kind].to === 'staff') {
      const [en, fr] = [words.en, words.fr].map((each) => each({ ...about, code: '', link: '' }));
      if (en === undefined || fr === undefined) return null;
      const to = { email: this.#settings.mail?.staff ?? null, phone: null, language: 'en' as const };
      // Nobody knows who reads it.
      return { ...named, to, subject: en.subject, text: `${en.text}\n${fr.text}` };
    }
    const language = job.language ?? 'en';
    const to = { email: job.email, phone: job.phone, language };
    // What happened is told whatever came after it.
    if (!noticeRules[notice.kind].secret) return { ...named, to, ...words[language]({ ...about, code: '', link: '' }) };
    if (!onItsWay.includes(job.state) || job.code_generation === null) return null;
    const code = this.#secrets.codeOf(job.id, job.code_generation);
    return {
      ...named,
      to,
      ...words[language]({ ...about, code: groupedSelfCode(code), link: arrivalLink(url, code) }),
    };
  }
}
