import { createHash, randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PairAnswer, PairRequest, PairingCode, SelfTestView, StationRow, StationView } from '@depot/contracts';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { StationTable } from '../platform/database/schema/stations.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { onBench } from '../workflow/on-bench.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { depotVersion } from './depot-version.js';
import { StationHub } from './station-hub.js';
import { askSelfTest, lastSelfTest } from './self-tests.js';
import { isOnline } from './station-presence.js';

const pairingMinutes = 10;

/** The channel on which replicas tell each other that a station was revoked. */
export const revokedChannel = 'depot_station_revoked';

/** Stations, their pairing, pausing and revoking. */
@Injectable()
export class StationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly hub: StationHub,
  ) {}

  async list(): Promise<StationRow[]> {
    const stations = await this.work.read
      .selectFrom('station')
      .selectAll()
      .where('revoked_at', 'is', null)
      .orderBy('name')
      .execute();
    const counted = await this.work.read
      .selectFrom('job')
      .select((row) => ['station_id', 'state', row.fn.countAll<number>().as('jobs')] as const)
      .where('station_id', 'is not', null)
      .where('state', 'in', [...onBench])
      .groupBy(['station_id', 'state'])
      .execute();
    return stations.map((station) => {
      const here = counted.filter((each) => each.station_id === station.id);
      return { ...stationView(station), jobs: Object.fromEntries(here.map(({ state, jobs }) => [state, jobs])) };
    });
  }

  selfTest(id: string): Promise<SelfTestView | null> {
    return lastSelfTest(this.work.read, id);
  }

  /** @throws ProblemError `station-offline` */
  async askSelfTest(id: string, actor: Actor): Promise<SelfTestView | null> {
    await askSelfTest(this.work, id, actor);
    return lastSelfTest(this.work.read, id);
  }

  /** A one-time code for one agent, ten minutes; only its hash is kept. */
  async makePairingCode(name: string, actor: Actor): Promise<PairingCode> {
    const code = Array.from({ length: 10 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[randomInt(32)]).join('');
    const expiresAt = new Date(Date.now() + pairingMinutes * 60_000);
    await this.work.run(async (trx) => {
      await trx
        .insertInto('pairing_code')
        .values({ code_hash: hashCode(code), name, expires_at: expiresAt })
        .execute();
      await recordEvents(trx, [{ kind: 'station.pairing-code-made', actor, facts: { name } }]);
    });
    return { code, expiresAt: expiresAt.toISOString() };
  }

  /** @throws ProblemError `pairing-refused` */
  async pair(request: PairRequest, address: string | null): Promise<PairAnswer> {
    return this.work.run(async (trx) => {
      const used = await trx
        .updateTable('pairing_code')
        .set({ used_at: new Date() })
        .where('code_hash', '=', hashCode(request.code))
        .where('used_at', 'is', null)
        .where('expires_at', '>', new Date())
        .returning('name')
        .executeTakeFirst();
      if (used === undefined) throw new ProblemError('pairing-refused');
      const id = randomUUID();
      await trx
        .insertInto('station')
        .values({
          id,
          name: used.name,
          signing_key: JSON.stringify(request.signingKey),
          sealing_key: JSON.stringify(request.sealingKey),
          readers: '[]',
        })
        .execute();
      const actor: Actor = { kind: 'agent', id, name: used.name, address };
      await recordEvents(trx, [{ kind: 'station.paired', actor, stationId: id, facts: { name: used.name } }]);
      return { stationId: id, name: used.name };
    });
  }

  async pause(id: string, note: string | null, actor: Actor): Promise<StationView> {
    return this.work.run(async (trx) => {
      const station = await trx
        .updateTable('station')
        .set({ paused_note: note })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (station === undefined) throw new ProblemError('not-found', 'There is no such station.');
      const kind = note === null ? 'station.resumed' : 'station.paused';
      await recordEvents(trx, [{ kind, actor, stationId: id, facts: { note } }]);
      return stationView(station);
    });
  }

  /** The agent's keys are worth nothing from now on. */
  async revoke(id: string, actor: Actor): Promise<StationView> {
    const revoked = await this.work.run(async (trx) => {
      const station = await trx
        .updateTable('station')
        .set({ revoked_at: new Date() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (station === undefined) throw new ProblemError('not-found', 'There is no such station.');
      await recordEvents(trx, [{ kind: 'station.revoked', actor, stationId: id }]);
      // Whichever replica holds its agent's socket.
      await sql`SELECT pg_notify(${revokedChannel}, ${id})`.execute(trx);
      return station;
    });
    await this.hub.revoke(id);
    return stationView(revoked);
  }
}

export function stationView(station: Selectable<StationTable>): StationView {
  return {
    id: station.id,
    name: station.name,
    online: isOnline(station),
    paused: station.paused_note,
    version: station.version,
    versionDiffers: station.version !== null && station.version !== depotVersion,
    lastSeenAt: station.last_seen_at?.toISOString() ?? null,
    benchUrl: station.bench_url,
    readers: station.readers,
    trouble: station.trouble,
    selfService: station.kiosk_id !== null,
  };
}

function hashCode(code: string): string {
  return createHash('sha256').update(code.trim().toUpperCase()).digest('hex');
}
