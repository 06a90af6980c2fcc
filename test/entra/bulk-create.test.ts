import type { GraphApi } from '@depot/api/graph-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntraEmulator } from './emulator.js';
import { sampleGraphApi } from './sample-graph-api.fixture.js';

const route = '/directory/authenticationMethodDevices/hardwareOathDevices';
let entra: EntraEmulator;
let api: GraphApi;
/** Opens the way for every call that waits for its turn. */
let open: () => void;

beforeEach(async () => {
  entra = await EntraEmulator.start();
  const gate = new Promise<void>((resolve) => (open = resolve));
  api = sampleGraphApi(entra, { turn: (_kinds, _wanting, call) => gate.then(call) });
});
afterEach(() => entra.stop());

function create(at: number, change: Partial<Parameters<GraphApi['create']>[0]> = {}): Promise<void> {
  return api.create({
    serial: `00700${String(at).padStart(5, '0')}`,
    manufacturer: 'Sample Vendor',
    model: 'C200',
    period: 30,
    algorithm: 'SHA1',
    secretBase32: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    userId: entra.tenant.user(`sample.${String(at)}@contoso.com`).id,
    ...change,
  });
}

const requests = (): string[] => entra.graph.seen.map(({ route: seen, status }) => `${seen} ${String(status)}`);
const serials = (): string[] => [...entra.tenant.devices.values()].map(({ serialNumber }) => serialNumber);

describe('devices that wait for a turn', () => {
  it('go in one request, fifty at most, and each is assigned to its own user', async () => {
    const made = Array.from({ length: 60 }, (_, at) => create(at));
    open();
    await Promise.all(made);
    expect(requests()).toHaveLength(2);
    expect(requests().map((seen) => seen.split(' ')[0])).toEqual(['PATCH', 'PATCH']);
    expect(new Set(serials()).size).toBe(60);
    for (const { serialNumber, assignedTo } of entra.tenant.devices.values()) {
      expect(entra.tenant.user(assignedTo ?? '').userPrincipalName).toBe(
        `sample.${String(Number(serialNumber.slice(5)))}@contoso.com`,
      );
    }
  });

  it('goes alone as a plain create where there is one', async () => {
    open();
    await create(1);
    expect(requests()).toEqual([`POST ${route} 201`]);
  });

  it.each([1, 2])('have each its own result, whatever order the rows come in (%i)', async (before) => {
    // Answers alternate between shapes: with one call more before it, it is the other.
    open();
    for (let at = 0; at < before; at += 1) await api.hasPremium();
    const guest = entra.tenant.user('ada#ext#@contoso.com').id;
    const results = await Promise.allSettled([
      create(0),
      create(1),
      create(2, { userId: guest }),
      create(3, { secretBase32: 'not base32!' }),
      create(4),
    ]);
    const failures = results.map((each) => (each.status === 'rejected' ? (each.reason as Error).message : ''));
    expect(failures[2]).toMatch(/Guests/);
    expect(failures[3]).toMatch(/Base32/);
    expect([failures[0], failures[1], failures[4]]).toEqual(['', '', '']);
    expect(serials().sort()).toEqual(['0070000000', '0070000001', '0070000004']);
  });

  it.each(['failed-after', 'lost-after'] as const)('are all unsure after “%s”, and not sent again', async (kind) => {
    const made = Array.from({ length: 3 }, (_, at) => create(at));
    entra.faults.failNext(kind, `PATCH ${route}`);
    open();
    const results = await Promise.allSettled(made);
    expect(results).toMatchObject(Array(3).fill({ status: 'rejected', reason: { isUnsure: true } }));
    expect(requests()).toHaveLength(1);
    // What became of each is there to read.
    expect(await api.devicesBySerial('0070000002')).toHaveLength(1);
  });

  it('are sent one by one where they are refused together: what is wrong with one is nothing of the others’', async () => {
    const made = [create(0), create(1, { secretBase32: 'not base32!' }), create(2)];
    entra.faults.failNext('refused', `PATCH ${route}`);
    open();
    const results = await Promise.allSettled(made);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(requests()).toEqual([
      `PATCH ${route} 400`,
      ...[201, 400, 201].map((status) => `POST ${route} ${String(status)}`),
    ]);
    expect(serials().sort()).toEqual(['0070000000', '0070000002']);
  });

  it('wait for Retry-After together, and those that came meanwhile go with them', async () => {
    const made = [create(0), create(1)];
    entra.faults.failNext('throttled', `PATCH ${route}`);
    open();
    await Promise.all(made);
    expect(requests()).toEqual([`PATCH ${route} 429`, expect.stringMatching(/^PATCH .* 20[01]$/)]);
    expect(serials()).toHaveLength(2);
  });
});
