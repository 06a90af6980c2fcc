import { Injectable } from '@nestjs/common';
import type { CallerCheckView, HelpdeskCase, HelpdeskFindings, Me } from '@depot/contracts';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerCheckTable } from '../platform/database/schema/read-out.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EntraRoles } from '../directory/roles/entra-roles.js';
import { Clock } from '../platform/http/clock.js';
import { ClientCredentials } from '../platform/vault/client-credentials.js';
import { foundJobs } from '../workflow/found-jobs.js';
import { isPassed } from './caller-check.service.js';
import { loadParcel } from './load-parcel.js';
import { doorForAnother, doorOf, needsSecondPerson } from './read-out-door.js';
import { readOutView, readOuts } from './read-out-view.js';

const most = 20;

/** A recipient's parcel as the helpdesk has it before it: nothing of what a caller is asked for. */
@Injectable()
export class HelpdeskCases {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly roles: EntraRoles,
    private readonly clock: Clock,
  ) {}

  /** By name, UPN, serial, tracking number, job, reference or the ticket of an earlier read-out; what is in the post first. */
  async find(search: string): Promise<HelpdeskFindings> {
    const text = search.trim();
    if (text === '') return { found: [], more: false };
    const db = this.work.read;
    const byReference = db
      .selectFrom('recipient')
      .innerJoin('job', 'job.recipient_id', 'recipient.id')
      .select('job.id')
      .where(sql<string>`lower(reference)`, '=', text.toLowerCase());
    const byTicket = db
      .selectFrom('read_out')
      .select('job_id as id')
      .where(sql<string>`lower(ticket)`, '=', text.toLowerCase());
    const rows = await db
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .select(['job.id', 'job.number', 'job.state', 'job.serial', 'upn', 'display_name', 'privileged'])
      .where('job.id', 'in', foundJobs(db, text).union(byReference).union(byTicket))
      .orderBy(sql`job.state IN ('shipped', 'delivered')`, 'desc')
      .orderBy('job.number', 'desc')
      .limit(most + 1)
      .execute();
    const found = rows.slice(0, most).map((row) => ({
      jobId: row.id,
      jobNumber: row.number,
      upn: row.upn,
      displayName: row.display_name,
      privileged: row.privileged,
      state: row.state,
      serial: row.serial,
    }));
    return { found, more: rows.length > most };
  }

  /** @throws ProblemError `not-found` */
  async one(jobId: string, me: Me): Promise<HelpdeskCase> {
    const db = this.work.read;
    const now = this.clock.now();
    await this.roles.refresh(jobId);
    const { job, rules, facts, privilegedBy } = await loadParcel(db, jobId, now);
    const shipment = await db.selectFrom('shipment').selectAll().where('id', '=', job.shipment_id).executeTakeFirst();
    const check = await db
      .selectFrom('caller_check')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('person_id', '=', me.id)
      .where('until', '>', now)
      .orderBy('until', 'desc')
      .executeTakeFirst();
    const readOut = await readOuts(db)
      .where('check_id', '=', check?.id ?? null)
      .orderBy('asked_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const shown = readOut === undefined ? null : readOutView(readOut, now);
    // One that is asked for already needs no other.
    const door =
      shown?.status === 'waiting' || shown?.status === 'open' ? doorOf(facts, rules) : doorForAnother(facts, rules);
    const connected = (await this.credentials.connection(db, job.tenant_id)) !== null;
    const passFirst = rules.passFirst && connected;
    return {
      jobId,
      jobNumber: job.number,
      upn: job.upn,
      displayName: job.display_name,
      privileged: facts.privileged,
      privilegedBy,
      rolesUnread: connected ? job.entra_trouble : null,
      state: job.state,
      serial: job.serial,
      shipment:
        shipment === undefined
          ? null
          : {
              id: shipment.id,
              kind: shipment.kind,
              carrier: shipment.carrier,
              tracking: shipment.tracking,
              sentAt: shipment.sent_at?.toISOString() ?? null,
              deliveredAt: shipment.delivered_at?.toISOString() ?? null,
            },
      door,
      leftToday: Math.max(0, rules.perDay - facts.today),
      leftForShipment: Math.max(0, rules.perShipment - facts.ofShipment),
      needsSecondPerson: needsSecondPerson(facts),
      lastWayIn: facts.lastWayIn,
      whenTokenComes: job.when_token_comes,
      passFirst,
      check: check === undefined ? null : checkView(check, job.phone),
      readOut: shown,
    };
  }
}

function checkView(check: Selectable<CallerCheckTable>, phone: string | null): CallerCheckView {
  const allMatched = check.questions.every((question) => check.matched.includes(question));
  return {
    id: check.id,
    questions: check.questions.map((question) => ({ question, matched: check.matched.includes(question) })),
    callBackTo: check.call_back && allMatched && check.called_back_at === null ? phone : null,
    calledBack: check.called_back_at !== null,
    passed: isPassed(check),
    until: check.until.toISOString(),
  };
}
