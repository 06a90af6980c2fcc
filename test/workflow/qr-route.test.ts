import { execFileSync } from 'node:child_process';
import type { EventView, JobView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import type { Hands } from '../depot/hands.js';
import { useLine } from './line.fixture.js';

const line = useLine();

async function nextCapture(hands: Hands): Promise<JobView> {
  await line.batch('qr');
  const job = await hands.next();
  expect(job?.state).toBe('capturing');
  if (job === null) throw new Error('No job.');
  return job;
}

describe('the QR route', () => {
  it('takes one token from Microsoft’s QR to “arrived, seed destroyed”', async () => {
    const { hands } = line;
    const job = await nextCapture(hands);
    const arrived = await hands.serve(job, []);
    expect(arrived).toMatchObject({ state: 'arrived', seed: 'destroyed', generation: 1 });
    const timeline = await line.depot.clients.manager.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(timeline.map((event) => event.kind)).toEqual([
      'job.created',
      'job.taken',
      'job.captured',
      'seed.sealed',
      'order.made',
      'order.reserved',
      'job.burned',
      'job.proved',
      'job.accepted',
      'job.recorded',
      'job.packed',
      'job.posted',
      'job.shipped',
      'job.delivered',
      'job.arrived',
      'seed.destroyed',
    ]);
    expect(timeline.at(-1)?.facts).toMatchObject({ reason: 'the token arrived', purpose: 'qr' });
  });

  it.skipIf(leftOut('oathtool'))('burns tokens whose display agrees with oathtool for their own clock', async () => {
    const { hands } = line;
    const job = await nextCapture(hands);
    await hands.capture(job);
    const serial = (await hands.burn(await hands.place.station.bench.takeFresh())).serial ?? '';
    const reading = await hands.readDisplay(serial);
    const secret = hands.pageOf(job.id)?.secretBase32 ?? '';
    const args = ['-b', '--totp', `--now=@${String(Math.floor(reading.at))}`, secret];
    expect(execFileSync('oathtool', args).toString().trim()).toBe(reading.code);
    await hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
  });

  it.each([
    ['phonefactor://activate_account?code=1&url=x', 'authenticator-app', /different authenticator app/],
    [
      'https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&source=qrCode&code=1&url=x',
      'authenticator-app',
      /different authenticator app/,
    ],
    ['otpauth://hotp/Contoso:a?secret=jbswy3dpehpk3pxp&counter=1', 'hotp', /security-info/],
    ['otpauth-migration://offline?data=abc', 'migration', /security-info/],
    ['86596220001234', 'serial', /QR/],
    ['https://contoso.com', 'web-address', /security-info/],
    ['just words', 'unknown-text', /security-info/],
  ])('names %s and says what to click instead', async (text, reason, help) => {
    const { hands } = line;
    const job = await nextCapture(hands);
    const problem = await hands.place.client.problem(hands.place.client.post(`jobs/${job.id}/capture`, { text }));
    expect(problem).toMatchObject({ code: 'wrong-qr', status: 422, facts: { reason } });
    const { en, fr } = (problem.facts as { help: Record<'en' | 'fr', { whatToDo: string }> }).help;
    expect(en.whatToDo).toMatch(help);
    expect(fr.whatToDo.length).toBeGreaterThan(20);
    expect((await hands.job(job.id)).state).toBe('capturing');
    await hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
  });

  it('takes no QR of another account unless somebody says that it is the same person', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const job = await nextCapture(hands);
    const uri = (account: string) =>
      `otpauth://totp/Contoso%3A${encodeURIComponent(account)}?secret=mzxw6ytboi4dkmzq&issuer=Microsoft`;
    const text = uri('somebody.else@contoso.com');
    expect(await client.problem(client.post(`jobs/${job.id}/capture`, { text }))).toMatchObject({
      code: 'other-account',
      status: 422,
      facts: { account: 'somebody.else@contoso.com', upn: job.upn },
    });
    expect((await hands.job(job.id)).state).toBe('capturing');
    expect(await client.post<JobView>(`jobs/${job.id}/capture`, { text, anyAccount: true })).toMatchObject({
      state: 'burning',
    });
    const timeline = await client.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(timeline.find(({ kind }) => kind === 'job.captured')?.facts).toMatchObject({
      account: 'somebody.else@contoso.com',
      anyAccount: true,
    });
    await client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    const other = await nextCapture(hands);
    const same = uri(other.upn.toUpperCase()).replace('mzxw6ytboi4dkmzq', 'mzxw6ytboi4dkmz2');
    expect(await client.post<JobView>(`jobs/${other.id}/capture`, { text: same })).toMatchObject({ state: 'burning' });
    await client.post(`jobs/${other.id}/cancel`, { reason: 'end of the test' });
  });

  it('refuses a QR that serves another job, and one that was used before, naming the job', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const [one, two] = [await nextCapture(hands), await nextCapture(hands)];
    await hands.capture(one);
    const text = hands.pageOf(one.id)?.qrText;
    expect(await client.problem(client.post(`jobs/${two.id}/capture`, { text }))).toMatchObject({
      code: 'duplicate-seed',
      detail: `This QR code’s seed already serves job ${String(one.number)}.`,
    });
    await client.post(`jobs/${one.id}/cancel`, { reason: 'end of the test' });
    expect((await client.problem(client.post(`jobs/${two.id}/capture`, { text }))).code).toBe('duplicate-seed');
    await client.post(`jobs/${two.id}/cancel`, { reason: 'end of the test' });
  });

  it('burns a new seed generation on the same token and knows a code of the old one', async () => {
    const { hands } = line;
    const { client, station, reader } = hands.place;
    const job = await nextCapture(hands);
    await hands.capture(job);
    const burned = await hands.burn(await station.bench.takeFresh());
    const serial = burned.serial ?? '';
    await station.bench.offAndOn(serial);
    await client.post(`jobs/${job.id}/renew`, { reason: 'Microsoft’s page timed out' });
    await hands.capture(burned);
    // Another token is declined with a sentence; the order waits on for the first.
    const stranger = await station.bench.takeFresh();
    await station.bench.place(1, stranger);
    const declined = await line.live.until(async () => {
      const bench = await hands.bench();
      return bench.station.readers.find((each) => each.state === 'declined') ?? null;
    }, 'the stranger to be declined');
    expect(declined.detail).toContain(serial);
    await station.bench.remove(1);
    await station.bench.place(reader, serial);
    await hands.reached(job.id, 'verifying');
    await station.bench.remove(reader);
    const old = await station.bench.display(serial);
    expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code: old.code }))).code).toBe('old-code');
    expect((await hands.job(job.id)).triesLeft).toBe(5);
    const proved = await hands.prove(await hands.job(job.id));
    expect(proved).toMatchObject({ state: 'confirming', generation: 2, serial });
    const timeline = await client.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(timeline.filter((event) => event.kind === 'seed.destroyed')).toHaveLength(1);
    const arrived = await hands.arrive(await hands.shipProved(await hands.confirm(proved)));
    expect(arrived).toMatchObject({ state: 'arrived', seed: 'destroyed' });
  });

  it('asks what became of the method before it cancels what Microsoft has accepted', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const job = await nextCapture(hands);
    await hands.capture(job);
    const burned = await hands.burn(await station.bench.takeFresh());
    await hands.confirm(await hands.prove(burned));
    await hands.reached(job.id, 'packing');
    const cancel = { reason: 'the user left' };
    expect((await client.problem(client.post(`jobs/${job.id}/cancel`, cancel))).code).toBe('method-first');
    expect((await hands.job(job.id)).seed).toBe('kept');
    const cancelled = await client.post<JobView>(`jobs/${job.id}/cancel`, { ...cancel, methodGone: true });
    expect(cancelled).toMatchObject({ state: 'cancelled', seed: 'destroyed' });
  });
});
