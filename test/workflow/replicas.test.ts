import { randomBytes, randomUUID } from 'node:crypto';
import type { BatchMade, BatchView, EventView, JobView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { Hands, sampleRecipients } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { packagesOf, startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { beingRecorded } from './being-recorded.js';

for (const store of ['postgres', 'postgres+redis'] as const) {
  describe.skipIf(leftOut(...packagesOf[store]))(`two replicas on ${store}`, () => {
    let engine: RunningEngine;
    let depot: ThrowAwayDepot;
    let live: Live;
    let hands: Hands;

    beforeAll(async () => {
      engine = await startEngine(store);
      const processes = ['http,worker', 'http,worker'];
      depot = await ThrowAwayDepot.start({ environment: engine.environment, processes, gated: true, stations: [1] });
      live = await Live.open(depot.clients.operator);
      const [station] = depot.stations;
      if (station === undefined) throw new Error('No station.');
      const random = (length: number) => new Uint8Array(randomBytes(length));
      hands = new Hands({ client: depot.clients.operator, live, station, reader: 0 }, { pages: new Map(), random });
    }, 120_000);
    afterAll(async () => {
      live.close();
      await depot.stop();
      await engine.stop();
    });

    async function ordered(): Promise<JobView> {
      const csv = sampleRecipients(1, () => 'own-seed');
      await depot.clients.manager.post('batches', { name: 'Replicas', route: 'own-seed', csv });
      const job = await hands.take();
      await live.until(async () => (await hands.job(job.id)).order, 'the order');
      return job;
    }

    it('let a station on one and its operator on the other work together', async () => {
      const job = await ordered();
      expect(await hands.serve(job, [])).toMatchObject({ id: job.id, state: 'arrived', seed: 'destroyed' });
    });

    it('lose nothing when the one with the station leaves: the station moves over, and its order with it', async () => {
      const job = await ordered();
      const [leaving] = depot.processes;
      expect(await leaving?.stop()).toBe(0);
      const burned = await hands.burn(await hands.place.station.bench.takeFresh());
      expect(burned).toMatchObject({ id: job.id, generation: 1 });
      await leaving?.restart();
      expect((await hands.arrive(await hands.shipProved(await hands.prove(burned)))).seed).toBe('destroyed');
    });

    it('lose nothing when it leaves in the middle of a burn: the token is written once, with the one seed', async () => {
      const job = await ordered();
      const { station, reader } = hands.place;
      const serial = await station.bench.takeFresh();
      await station.bench.place(reader, serial);
      const reserved = (event: EventView) => event.kind === 'order.reserved';
      const timeline = () => depot.clients.operator.get<EventView[]>(`jobs/${job.id}/timeline`);
      await live.until(async () => (await timeline()).find(reserved) ?? null, 'the token to be reserved');
      const gone = depot.processes[0]?.stop();
      const burned = await hands.reached(job.id, 'verifying');
      expect(await gone).toBe(0);
      expect(burned).toMatchObject({ serial, generation: 1 });
      expect(beingRecorded).toContain((await hands.prove(burned)).state);
      expect((await timeline()).filter(({ kind }) => kind === 'job.burned')).toHaveLength(1);
      expect((await timeline()).filter(({ kind }) => kind === 'order.made')).toHaveLength(1);
      await depot.processes[0]?.restart();
    });

    it('end the line to a station that was revoked on the other', async () => {
      const station = await depot.addStation(1);
      await depot.clients.admin.post(`stations/${station.id}/revoke`);
      expect(await station.program.ended).not.toBe(0);
      expect(station.program.output()).toContain('The admin has revoked this station.');
    });

    it('make a batch once that is asked for again, at once or after an answer that was lost', async () => {
      const csv = sampleRecipients(3, () => 'qr');
      const batch = { id: randomUUID(), name: 'Asked twice', route: 'qr', csv };
      const { manager, admin } = depot.clients;
      const made = await Promise.all([manager, admin].map((client) => client.post<BatchMade>('batches', batch)));
      made.push(await manager.post<BatchMade>('batches', batch));
      expect(made).toEqual(Array(3).fill({ id: batch.id, good: 3, bad: [] }));
      const { counts, total } = await manager.get<BatchView>(`batches/${batch.id}`);
      expect([counts, total]).toEqual([{ waiting: 3 }, 3]);
    });

    it('do not honour a session that ended on the other', async () => {
      const [one, other] = depot.processes;
      if (one === undefined || other === undefined) throw new Error('No replicas.');
      const person = { name: 'leaver', password: 'a-long-sample-password', roles: ['operator'] };
      await depot.clients.admin.post('people', person);
      const { cookie } = await new Client(one.url).signIn(person.name, person.password);
      const answers = async (url: string): Promise<number> =>
        (await fetch(`${url}/api/session`, { headers: { cookie } })).status;
      expect([await answers(one.url), await answers(other.url)]).toEqual([200, 200]);
      await fetch(`${one.url}/api/session`, { method: 'DELETE', headers: { cookie } });
      expect(await answers(one.url)).toBe(401);
      // Before what the other remembers would be too old by itself, after five seconds.
      await expect.poll(() => answers(other.url), { timeout: 4000 }).toBe(401);
    });
  });
}
