import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import type { Pools } from '@depot/api/database';
import type { GraphApi } from '@depot/api/graph-api';
import { GraphPace } from '@depot/api/graph-pace';
import { openDatabase } from '@depot/api/record';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf, startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { EntraEmulator } from './emulator.js';
import { sampleGraphApi } from './sample-graph-api.fixture.js';

const silent = { graphCalled: () => undefined, graphWaited: () => undefined };
const speed = 60;

for (const store of ['pglite', 'postgres'] as const) {
  describe.skipIf(leftOut(...packagesOf[store]))(`two replicas that share a budget on ${store}`, () => {
    let engine: RunningEngine;
    let folder: string;
    const pools: Pools[] = [];
    const records: Awaited<ReturnType<typeof openDatabase>>[] = [];
    let entra: EntraEmulator;
    let tenantId: string;

    beforeAll(async () => {
      engine = await startEngine(store);
      folder = mkdtempSync(join(tmpdir(), 'depot-budget-'));
      // Of the embedded record there is one process; two budgets over it share what two replicas would.
      for (let at = 0; at < (store === 'pglite' ? 1 : 2); at += 1) {
        const opened = await connect(readConfig({ ...engine.environment, DEPOT_DATA: folder }));
        pools.push(opened);
        records.push(await openDatabase(opened));
      }
      const tenant = {
        id: '5b1f3c9e-0000-4000-8000-000000000000',
        name: 'Contoso',
        domain: 'contoso.com',
        premium: true,
      };
      await records[0]!.insertInto('tenant').values(tenant).execute();
      tenantId = tenant.id;
    }, 120_000);
    afterAll(async () => {
      for (const each of pools) await each.close();
      await engine.stop();
      rmSync(folder, { recursive: true });
    });
    beforeEach(async () => {
      await records[0]!.deleteFrom('graph_budget').execute();
      entra = await EntraEmulator.start({ speed });
      return () => entra.stop();
    });

    /** One replica's way to Graph. */
    function replica(at: number, pace = speed): GraphApi {
      const db = records[at] ?? records[0]!;
      return sampleGraphApi(entra, new GraphPace(db, { speed: pace, metrics: silent }).of(tenantId));
    }

    it('activate exactly 200 in five minutes, counted where they arrive, and never come to be refused for it', async () => {
      entra.limits.on.add('activations');
      // The clock is the real one: all of it happens within one window, however busy the machine.
      entra.limits.speed = 1;
      const ways = [replica(0, 1), replica(1, 1)].map((api) => api.forPerson(0));
      await ways[0]!.user('sample@contoso.com');
      await leaveRoomForMethods();
      const seen = entra.graph.calls;
      const outcomes = await Promise.all(
        ways.map(async (api) => {
          const codes: string[] = [];
          for (let at = 0; at < 115; at += 1) codes.push(await activateNothing(api));
          return codes;
        }),
      );
      const all = outcomes.flat();
      expect(all.filter((code) => code === 'paced')).toHaveLength(30);
      expect(Math.min(...outcomes.map((codes) => codes.filter((code) => code !== 'paced').length))).toBeGreaterThan(0);
      expect(entra.graph.calls - seen).toBe(200);
      expect(entra.limits.highest.activations).toBe(200);
      expect(entra.limits.refused.activations).toBe(0);
    });

    it('go on when the window has moved, and never pass what it holds', async () => {
      entra.limits.on.add('activations');
      let left = 250;
      const took = [0, 0];
      await Promise.all(
        [0, 1].flatMap((at) => {
          const api = replica(at).forPerson(60_000);
          return Array.from({ length: 12 }, async () => {
            while (left > 0) {
              left -= 1;
              took[at]! += 1;
              await activateNothing(api);
            }
          });
        }),
      );
      expect(Math.min(...took)).toBeGreaterThan(20);
      expect(entra.graph.calls).toBe(250);
      expect(entra.limits.highest.activations).toBeLessThanOrEqual(200);
      expect(entra.limits.refused.activations).toBe(0);
    });

    /** An activation is a method request too: as many of those as it likes. */
    async function leaveRoomForMethods(): Promise<void> {
      const db = records[0]!;
      const { budget } = await db.selectFrom('graph_budget').select('budget').executeTakeFirstOrThrow();
      const kept = budget as { kinds: { methods: { allowed: number } } };
      kept.kinds.methods.allowed = 300;
      await db
        .updateTable('graph_budget')
        .set({ budget: JSON.stringify(kept) })
        .execute();
    }

    /** Of a device that is not there: the limit counts the call all the same. */
    async function activateNothing(api: GraphApi): Promise<string> {
      try {
        await api.activate('sample@contoso.com', 'no-device', '000000');
      } catch (error) {
        expect([404, 429]).toContain((error as { status?: unknown }).status);
        return String((error as { code?: unknown }).code);
      }
      throw new Error('A device that is not there was activated.');
    }

    it('stop both at a 429 that one of them sees', async () => {
      const [one, two] = [replica(0, 1), replica(1, 1)];
      // Longer than a busy machine may take for both.
      entra.faults.retryAfter = 4;
      entra.faults.failNext('throttled');
      await expect(one.forPerson(100).user('sample@contoso.com')).rejects.toMatchObject({ code: 'paced' });
      await expect(two.forPerson(100).user('sample@contoso.com')).rejects.toMatchObject({ code: 'paced' });
      expect(entra.graph.calls).toBe(1);
      // The time that it asked for over, it goes on where it was.
      expect(await two.user('sample@contoso.com')).toMatchObject({ userPrincipalName: 'sample@contoso.com' });
    });

    it('keep to five method requests in ten seconds where that is all there is', async () => {
      entra.limits.on.add('methods');
      // Slow enough for all five within one window on a machine that does something else as well.
      entra.limits.speed = 20;
      const ways = [replica(0, 20), replica(1, 20)];
      await Promise.all(Array.from({ length: 60 }, (_, at) => ways[at % 2]!.countMethods('sample@contoso.com')));
      // How often it tries for more depends on how fast the machine is against this clock; budget.test.ts counts that.
      expect(entra.limits.highest.methods).toBe(5);
    });
  });
}
