import { Injectable } from '@nestjs/common';
import { selfIdleSeconds } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { idOfSecret } from './kiosk-session.js';
import type { KioskSession, Visit } from './kiosk-session.js';

/** What a page that counts down by itself may be late in saying that it is still touched. */
const graceSeconds = 15;

/** Before this a last touch is too long ago. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - (selfIdleSeconds + graceSeconds) * 1000);
}

/** Who comes from a kiosk: its browser, and the recipient before it. */
@Injectable()
export class SelfSessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Null where the station is not in self-service by this secret (any more). */
  async kiosk(secret: string): Promise<KioskSession | null> {
    const station = await this.work.read
      .selectFrom('station')
      .select(['id', 'name'])
      .where('kiosk_id', '=', idOfSecret(secret))
      .where('kiosk_until', '>', this.clock.now())
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (station === undefined) return null;
    return { id: idOfSecret(secret), stationId: station.id, stationName: station.name };
  }

  /** Null where the visit has ended, by idleness too, or its kiosk has. */
  async visit(secret: string): Promise<Visit | null> {
    const now = this.clock.now();
    const visit = await this.work.read
      .selectFrom('self_visit')
      .innerJoin('station', (join) =>
        join.onRef('station.id', '=', 'self_visit.station_id').onRef('station.kiosk_id', '=', 'self_visit.kiosk_id'),
      )
      .innerJoin('job', 'job.id', 'self_visit.job_id')
      .select(['self_visit.id', 'code_id', 'job_id', 'job.number', 'job.recipient_id', 'self_visit.station_id'])
      .where('self_visit.id', '=', idOfSecret(secret))
      .where('seen_at', '>', idleSince(now))
      .where('kiosk_until', '>', now)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (visit === undefined) return null;
    const { id, code_id: codeId, job_id: jobId, number: jobNumber, recipient_id: recipientId } = visit;
    return { id, codeId, jobId, jobNumber, recipientId, stationId: visit.station_id };
  }
}
