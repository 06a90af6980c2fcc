import { Injectable } from '@nestjs/common';
import { ArrivalDoor } from '../arrival/arrival-door.service.js';
import type { Actor } from '../audit/actor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { arrivalLetterTitle, writeArrivalLetter } from './arrival-letter.js';
import { LetterRules } from './letter-rules.js';
import { openPaper } from './paper.js';

/** A new arrival code on paper, for the manager of somebody without mail, or whose mail was lost. The code is in this answer and nowhere else. */
@Injectable()
export class ArrivalLetters {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: ArrivalDoor,
    private readonly rules: LetterRules,
  ) {}

  /** @param origin where the person who asks opens the depot, for a depot that was not told its own address */
  async print(jobId: string, by: { actor: Actor; origin: string }): Promise<Uint8Array> {
    const row = await this.work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .select(['job.number', 'upn', 'display_name', 'email', 'language'])
      .where('job.id', '=', jobId)
      .executeTakeFirst();
    if (row === undefined) throw new ProblemError('not-found', 'There is no such job.');
    const language = row.language ?? 'en';
    const paper = await openPaper({ title: arrivalLetterTitle(language), language });
    const shown = row.display_name ?? row.upn;
    // Their UPN says as well whose it is, where the name has signs that cannot be printed.
    const name = paper.unprintable(shown).length === 0 ? shown : row.upn;
    // Before the code is made: a letter that cannot be written must not void the one they have.
    const made = await this.door.print(jobId, by.actor);
    const page = `${(made.link ?? `${by.origin}/`).replace(/#.*$/, '')}#/arrival`;
    const letter = { name, hasMail: row.email !== null, language, code: made.code, page, jobNumber: row.number };
    writeArrivalLetter(paper, letter, this.rules.settings);
    return paper.bytes();
  }
}
