import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LiveFeed } from '../platform/live/live-feed.js';
import { AgentSession } from './agent-session.js';
import { SlowRecord } from './slow-record.fixture.js';
import { StationHub } from './station-hub.js';

const station = { id: '0190a0f0-0000-7000-8000-000000000001', name: 'Station 1', address: '192.0.2.7' };
const agent = { version: '0.1.0', benchUrl: null };
const orderId = '0190a0f0-0000-7000-8000-000000000002';
const released = { type: 'journal', orderId, state: 'unknown', serial: null, profile: null, report: null } as const;

let record: SlowRecord;
let hub: StationHub;
let events: string[];

function session(): AgentSession {
  return new AgentSession(station, { send: () => undefined, close: () => undefined } as unknown as WebSocket);
}

/** The replica that the last statement left in the station's row; null for none. */
function replicaWritten(): unknown {
  const updates = record.written.filter(({ sql }) => sql.startsWith('update "station"'));
  return updates.at(-1)?.parameters[0];
}

beforeEach(() => {
  record = new SlowRecord();
  events = [];
  hub = new StationHub(new UnitOfWork(record.db), new LiveFeed(record.db), {
    log: pino({ level: 'silent' }),
    replica: 'this one',
  });
  hub.listen({
    connected: () => events.push('connected'),
    disconnected: () => events.push('disconnected'),
    readers: () => undefined,
    lateReport: () => undefined,
  });
});
afterEach(() => hub.close());

describe('a station whose agent comes again', () => {
  it('is heard over the new socket while the record is still busy with the old one', async () => {
    const [first, second, third] = [session(), session(), session()];
    await hub.join(first, agent);
    record.hold();
    const joined = [hub.join(second, agent), hub.join(third, agent)];
    await record.letGo();
    expect(await Promise.all(joined)).toEqual([false, true]);
    const signals = third.follow(orderId);
    hub.hear(third, released);
    expect(await signals.next(100)).toMatchObject({ type: 'journal' });
    expect([first.isOpen, second.isOpen, third.isOpen]).toEqual([false, false, true]);
    expect(events).toEqual(['disconnected', 'disconnected']);
  });

  it('is recorded as here when it comes back before its leaving was written', async () => {
    const [first, second] = [session(), session()];
    await hub.join(first, agent);
    record.hold();
    const leaving = hub.leave(first);
    const joined = hub.join(second, agent);
    await record.letGo();
    await leaving;
    expect(await joined).toBe(true);
    expect(replicaWritten()).toBe(hub.replica);
  });

  it('is recorded as away when it is gone before its coming was written, and is not opened', async () => {
    const only = session();
    record.hold();
    const joined = hub.join(only, agent);
    const leaving = hub.leave(only);
    await record.letGo();
    await leaving;
    expect(await joined).toBe(false);
    expect(replicaWritten()).toBeNull();
    expect(hub.session(station.id)).toBeNull();
  });
});
