import type { NoticeChannel, NoticeKind, NoticeTrouble } from '@depot/contracts';
import type { WithDefault } from './columns.js';

/** Something to be told by mail or webhook. Whom and in which words is read when it is sent: no person and no code lies here. */
export interface NoticeTable {
  id: string;
  kind: NoticeKind;
  channel: NoticeChannel;
  /** Null where it tells of many. */
  job_id: string | null;
  /** Of which day (YYYY-MM-DD, UTC), where it tells of one. */
  day: WithDefault<string | null>;
  /** `void`: there was nothing left to say, or nobody to say it to. */
  status: WithDefault<'due' | 'sent' | 'stuck' | 'void'>;
  /** Counts how often somebody said *again*; part of the task's id. */
  attempt: WithDefault<number>;
  tries: WithDefault<number>;
  /** Not before then; also the end of the lease of whoever sends it now. */
  due_at: WithDefault<Date>;
  trouble: NoticeTrouble | null;
  /** The server's answer as a number or a short name, never its words: they may quote an address. */
  answer: string | null;
  made_at: WithDefault<Date>;
  sent_at: Date | null;
}

export interface NoticeTables {
  notice: NoticeTable;
}
