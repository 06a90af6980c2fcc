import { randomUUID } from 'node:crypto';
import type { AgentMessage, SelfTestView } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database } from '../platform/database/database.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import type { LiveFeed } from '../platform/live/live-feed.js';
import { isOnline } from './station-presence.js';
import { loadStation } from './load-station.js';

/** The channel on which the replica that holds a station's socket hears that its agent is to test itself. */
export const selfTestChannel = 'depot_self_test';

type Finding = Extract<AgentMessage, { type: 'finding' }>;

/** Asks a station's agent to test itself. @throws ProblemError `not-found`, `station-offline` */
export async function askSelfTest(work: UnitOfWork, stationId: string, actor: Actor): Promise<void> {
  await work.run(async (trx) => {
    if (!isOnline(await loadStation(trx, stationId))) throw new ProblemError('station-offline');
    const id = randomUUID();
    const begun = { id, findings: '[]', asked_at: new Date(), ended_at: null };
    await trx
      .insertInto('self_test')
      .values({ station_id: stationId, ...begun })
      .onConflict((conflict) => conflict.column('station_id').doUpdateSet(begun))
      .execute();
    await recordEvents(trx, [{ kind: 'station.self-test-asked', actor, stationId }]);
    await sql`SELECT pg_notify(${selfTestChannel}, ${JSON.stringify({ stationId, testId: id })})`.execute(trx);
  });
}

/** Keeps a line that the agent says, and tells who watches; one of an earlier test is too late. */
export async function keepFinding(db: Database, feed: LiveFeed, said: Finding & { stationId: string }): Promise<void> {
  const { stationId, testId, finding } = said;
  const line = JSON.stringify(finding === null ? [] : [finding]);
  await db
    .updateTable('self_test')
    .set({
      findings: sql<string>`findings || ${line}::jsonb`,
      ...(finding === null ? { ended_at: new Date() } : {}),
    })
    .where('station_id', '=', stationId)
    .where('id', '=', testId)
    .where('ended_at', 'is', null)
    .execute();
  await feed.announce(db, { kind: 'station.self-test', stationId });
}

/** The last one; null where there was none. */
export async function lastSelfTest(db: Database, stationId: string): Promise<SelfTestView | null> {
  await loadStation(db, stationId);
  const row = await db.selectFrom('self_test').selectAll().where('station_id', '=', stationId).executeTakeFirst();
  if (row === undefined) return null;
  return {
    askedAt: row.asked_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    findings: row.findings,
  };
}
