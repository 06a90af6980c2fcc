import { horizons } from '../escrow/escrow-rule.js';
import type { NoticeSettings } from '../platform/config/config.js';
import type { Database } from '../platform/database/database.js';
import { escrowWords } from './escrow-words.js';
import type { EscrowNotice } from './escrow-words.js';
import type { NoticeMessage } from './notice-message.js';

interface EscrowNoticeToSay {
  readonly id: string;
  readonly kind: EscrowNotice;
  /** Of one job, where somebody's decision brought its end near; else of all that a day's turn found. */
  readonly job_id: string | null;
  readonly day: string | null;
}

/** So many jobs are named in one mail. */
const mostNamed = 40;

/** What was found and has not ended in another way since, nor been put off. @returns null where nothing is left to tell */
export async function escrowMessage(
  db: Database,
  settings: NoticeSettings,
  { id, kind, job_id: jobId, day }: EscrowNoticeToSay,
): Promise<NoticeMessage | null> {
  const rows = await found(db, { kind, jobId, day }).execute();
  if (rows.length === 0) return null;
  const facts = {
    count: rows.length,
    jobs: rows.slice(0, mostNamed).map(({ number }) => number),
    page: `${settings.publicUrl ?? ''}/#/escrow`,
  };
  const [en, fr] = [escrowWords[kind].en(facts), escrowWords[kind].fr(facts)];
  // Both languages: nobody knows who reads it.
  const to = { email: settings.mail?.staff ?? null, phone: null, language: 'en' as const };
  const jobNumber = jobId === null ? null : (rows[0]?.number ?? null);
  return { id, kind, jobNumber, to, subject: en.subject, text: `${en.text}\n${fr.text}` };
}

function found(db: Database, { kind, jobId, day }: { kind: EscrowNotice; jobId: string | null; day: string | null }) {
  const told = db
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .select('job.number')
    .where('escrow.over_at', 'is', null)
    .orderBy('job.number');
  if (jobId !== null) {
    return told
      .where('escrow.job_id', '=', jobId)
      .where('escrow.warned_at', 'is not', null)
      .where('escrow.ends_at', 'is not', null);
  }
  const begin = new Date(`${day ?? ''}T00:00:00Z`);
  const ofDay = told.where('escrow.warned_at', '>=', begin);
  return kind === 'escrow-ends'
    ? ofDay.where('escrow.ends_at', '<', horizons(begin).warned)
    : ofDay.where('escrow.until', '=', 'arrival').where('escrow.ends_at', 'is', null);
}
