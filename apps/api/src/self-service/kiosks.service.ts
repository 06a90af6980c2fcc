import { Injectable } from '@nestjs/common';
import type { KioskView, StationView } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { loadStation } from '../stations/load-station.js';
import { stationView } from '../stations/stations.service.js';
import { idOfSecret, newSecret } from './kiosk-session.js';
import { openAtReader } from './self-states.js';
import { VisitsService } from './visits.service.js';

/** A week of a kiosk's own: what it may do is little, and staff end it from anywhere. */
const kioskDays = 7;

/** Stations put into self-service and out of it again. */
@Injectable()
export class KiosksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly visits: VisitsService,
    private readonly clock: Clock,
  ) {}

  /**
   * From now on the station serves recipients alone, from the browser that gets the secret; an earlier one's is worth nothing.
   * @throws ProblemError `not-found`, `station-busy` while a job of the bench waits for a token there
   */
  async start(stationId: string, actor: Actor): Promise<{ secret: string; seconds: number }> {
    await this.visits.endAt({ stationId }, 'staff', actor);
    const secret = newSecret();
    const seconds = kioskDays * 86_400;
    await this.work.run(async (trx) => {
      await loadStation(trx, stationId);
      const open = await trx
        .selectFrom('job')
        .select('number')
        .where('station_id', '=', stationId)
        .where('state', 'in', [...openAtReader])
        .orderBy('number')
        .execute();
      if (open.length > 0) {
        const numbers = open.map(({ number }) => String(number)).join(', ');
        throw new ProblemError('station-busy', `A token is awaited for job ${numbers}.`);
      }
      await trx
        .updateTable('station')
        .set({ kiosk_id: idOfSecret(secret), kiosk_until: new Date(this.clock.now().getTime() + seconds * 1000) })
        .where('id', '=', stationId)
        .execute();
      await recordEvents(trx, [{ kind: 'station.self-service-started', actor, stationId }]);
    });
    return { secret, seconds };
  }

  /** The station is the staff's again; whoever stands at it is signed out. @throws ProblemError `not-found` */
  async end(stationId: string, actor: Actor): Promise<StationView> {
    await this.visits.endAt({ stationId }, 'staff', actor);
    return this.work.run(async (trx) => {
      const before = await loadStation(trx, stationId);
      if (before.kiosk_id === null) return stationView(before);
      const station = await trx
        .updateTable('station')
        .set({ kiosk_id: null, kiosk_until: null })
        .where('id', '=', stationId)
        .returningAll()
        .executeTakeFirstOrThrow();
      await recordEvents(trx, [{ kind: 'station.self-service-ended', actor, stationId }]);
      return stationView(station);
    });
  }

  async view(stationId: string): Promise<KioskView> {
    const { id, name, online, paused, trouble, readers } = stationView(await loadStation(this.work.read, stationId));
    const usable = readers.length > 0 && trouble === null;
    const state = !online ? 'offline' : paused !== null ? 'paused' : usable ? 'ready' : 'no-reader';
    return { stationId: id, stationName: name, state };
  }
}
