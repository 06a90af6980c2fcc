import type { EventView, JobView } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
beforeAll(() => connectDepot(line.depot.clients.admin));
afterAll(() => entra.stop());

/** A token whose code was typed while Entra was away; then Entra is back. */
async function provedTooEarly(computedCode: boolean): Promise<JobView> {
  const { hands, depot } = line;
  const batch = { name: 'Late', route: 'own-seed', csv: 'upn\nlate.sample@contoso.com', computedCode };
  await depot.clients.manager.post('batches', batch);
  await hands.next();
  entra.faults.plan = { share: 1, kinds: ['unavailable'] };
  const job = await hands.burn(await hands.place.station.bench.takeFresh());
  await line.live.until(
    async () => (await kinds(job)).find((kind) => kind === 'directory.not-prepared') ?? null,
    'Entra to be away',
  );
  await hands.prove(job);
  entra.faults.plan = { share: 0, kinds: [] };
  return line.live.until(async () => {
    const now = await hands.job(job.id);
    if (now.state === 'stopped') await hands.place.client.post(`jobs/${job.id}/go-on`);
    return now.state === 'activating' || now.state === 'packing' ? now : null;
  }, 'the job to be recorded');
}

async function kinds(job: JobView): Promise<string[]> {
  const events = await line.hands.place.client.get<EventView[]>(`jobs/${job.id}/timeline`);
  return events.map(({ kind }) => kind);
}

it('activates a token whose code came too late, where the batch allows it, and says that this proved nothing', async () => {
  const job = await provedTooEarly(true);
  expect(job.state).toBe('packing');
  const devices = [...entra.tenant.devices.values()].filter(({ serialNumber }) => serialNumber === job.serial);
  expect(devices).toMatchObject([{ status: 'activated', activations: 1 }]);
  expect(await kinds(job)).toContain('directory.computed-code');
});

it('asks for a new code where the batch does not', async () => {
  const job = await provedTooEarly(false);
  expect(job.state).toBe('activating');
  expect(await kinds(job)).not.toContain('directory.computed-code');
});
