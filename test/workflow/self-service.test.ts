import { randomBytes } from 'node:crypto';
import type { BatchMade, EventView, JobPage, JobView, SelfCodesMade, SelfView, StationView } from '@depot/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { MicrosoftPage } from '../depot/hands.js';
import { openKiosk } from '../depot/open-kiosk.js';
import { makeSelfCodes } from '../depot/self-client.js';
import type { SelfClient } from '../depot/self-client.js';
import { useLine } from './line.fixture.js';

const line = useLine({ stations: [2, 1] });
let made = 0;

/** A batch for self-service. @returns its jobs and their codes, in the same order */
async function selfBatch(count = 1, route = 'own-seed', family = 'token2-single') {
  const { manager } = line.depot.clients;
  made += 1;
  const csv = ['upn,display name,language'];
  for (let at = 0; at < count; at += 1)
    csv.push(`self.${String(made)}.${String(at)}@contoso.com,Sample Self ${String(at)},fr`);
  const tokens = { family, algorithm: 'SHA1', period: 30, displaySeconds: 30, title: 'number' };
  const batch = { name: `Self ${String(made)}`, route, csv: csv.join('\n'), selfService: true, tokens };
  const { id } = await manager.post<BatchMade>('batches', batch);
  const { jobs } = await manager.get<JobPage>(`batches/${String(id)}/jobs`);
  const codes = await makeSelfCodes(manager, String(id));
  return { id: String(id), jobs, codes, code: codes[0]?.code ?? '', job: jobs[0]?.id ?? '' };
}

const station = (at = 0) => {
  const found = line.depot.stations[at];
  if (found === undefined) throw new Error('No station.');
  return found;
};

function kioskAt(at = 0): Promise<SelfClient> {
  made += 1;
  return openKiosk(line.depot, { station: station(at).id, operator: `kiosk.operator.${String(made)}` });
}

async function closeKiosks(): Promise<void> {
  for (const { id } of line.depot.stations) await line.depot.clients.admin.post(`stations/${id}/self-service/end`);
}

async function until(kiosk: SelfClient, stage: SelfView['stage']): Promise<SelfView> {
  return line.live.until(async () => {
    const view = await kiosk.look();
    return view.stage === stage ? view : null;
  }, `the recipient to be at ${stage}`);
}

const stateOf = async (id: string): Promise<JobView['state']> => (await line.hands.job(id)).state;
const kinds = async (id: string): Promise<string[]> =>
  (await line.depot.clients.manager.get<EventView[]>(`jobs/${id}/timeline`)).map(({ kind }) => kind);
const codeOf = (promise: Promise<unknown>) => line.depot.clients.manager.problem(promise).then(({ code }) => code);

/** Lays a token down and takes it off again when it is written. */
async function burnOwn(kiosk: SelfClient, at = 0): Promise<SelfView> {
  const { bench } = station(at);
  const serial = await bench.takeFresh();
  await bench.place(0, serial);
  const view = await until(kiosk, 'verify');
  await bench.remove(0);
  return view;
}

async function digitsOf(serial: string | null, at = 0): Promise<string> {
  const { bench } = station(at);
  await bench.offAndOn(serial ?? '');
  return (await bench.display(serial ?? '')).code;
}

describe('self-service', () => {
  afterEach(closeKiosks);

  it('lets a recipient burn and prove their own token, and says on the record who did it', async () => {
    const { job, code } = await selfBatch();
    const kiosk = await kioskAt();
    expect((await kiosk.kiosk()).state).toBe('ready');
    const view = await kiosk.signInWith(code.toLowerCase().replace(' ', '-'));
    expect(view).toMatchObject({ name: 'Sample Self 0', language: 'fr' });
    const { serial } = await burnOwn(kiosk);
    await kiosk.type(await digitsOf(serial));
    expect((await until(kiosk, 'done')).registered).toBe(false);
    await kiosk.leave('done');
    expect(await codeOf(kiosk.look())).toBe('sign-in-needed');
    const problem = await kiosk.problem(kiosk.signInWith(code));
    expect(problem).toMatchObject({ code: 'self-code-spent', facts: { why: 'done' } });
    const timeline = await line.depot.clients.manager.get<EventView[]>(`jobs/${job}/timeline`);
    const proof = timeline.find(({ kind }) => kind === 'job.proved');
    const { number } = await line.hands.job(job);
    expect(proof?.actor).toEqual({ kind: 'recipient', name: `Recipient of job ${String(number)}` });
    expect(timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['self.code-made', 'self.signed-in', 'job.taken', 'self.code-used', 'self.ended']),
    );
    expect(JSON.stringify(timeline)).not.toContain(code);
    // Registered in the portal, it needs no parcel: it is in its recipient's hand.
    await line.depot.clients.operator.post(`jobs/${job}/register`);
    await line.hands.reached(job, 'handed-over');
  });

  it('takes the QR code of their own page, of nobody else’s, and asks what the page said', async () => {
    const { code, job } = await selfBatch(1, 'qr');
    const kiosk = await kioskAt();
    const { upn, stage } = await kiosk.signInWith(code);
    expect(stage).toBe('capture');
    const random = (length: number) => new Uint8Array(randomBytes(length));
    const stranger = new MicrosoftPage('somebody.else@contoso.com', random);
    const refusal = await kiosk.problem(kiosk.post('self/visit/capture', { text: stranger.qrText }));
    expect(refusal).toMatchObject({ code: 'other-account', facts: { account: 'somebody.else@contoso.com' } });
    await kiosk.post('self/visit/capture', { text: new MicrosoftPage(upn, random).qrText });
    const { serial } = await burnOwn(kiosk);
    await kiosk.type(await digitsOf(serial));
    await until(kiosk, 'confirm');
    await kiosk.act('accept');
    await line.hands.reached(job, 'handed-over');
    expect((await kiosk.look()).stage).toBe('done');
  });

  it('lets somebody who was sent out come back, five times, as long as the job is theirs', async () => {
    const { code, job } = await selfBatch();
    const kiosk = await kioskAt();
    await kiosk.signInWith(code);
    await kiosk.leave('idle');
    expect(await stateOf(job)).toBe('waiting');
    await kiosk.signInWith(code);
    const { serial } = await burnOwn(kiosk);
    await kiosk.leave('idle');
    expect(await stateOf(job)).toBe('verifying');
    // At another kiosk too: the token is in their hand.
    const other = await kioskAt(1);
    expect(await other.signInWith(code)).toMatchObject({ stage: 'verify', serial });
    await other.signInWith(code);
    await other.signInWith(code);
    expect((await other.problem(other.signInWith(code))).facts).toEqual({ why: 'often' });
  });

  it('knows nothing of a code that was made void', async () => {
    const { id, code, job } = await selfBatch();
    const [fresh] = await makeSelfCodes(line.depot.clients.manager, id);
    expect(await kinds(job)).toContain('self.code-voided');
    const kiosk = await kioskAt();
    expect(await codeOf(kiosk.signInWith(code))).toBe('self-code-refused');
    expect(await codeOf(kiosk.signInWith('ZZZZZ ZZZZZ'))).toBe('self-code-refused');
    await kiosk.signInWith(fresh?.code ?? '');
  });

  it('opens to a recipient nothing but their own job, and to a kiosk not even that', async () => {
    const { codes, jobs } = await selfBatch(2);
    const kiosk = await kioskAt();
    expect(await codeOf(kiosk.look())).toBe('sign-in-needed');
    await kiosk.signInWith(codes[0]?.code ?? '');
    for (const path of [
      'session',
      'events',
      'jobs',
      `jobs/${jobs[0]?.id ?? ''}`,
      `stations/${station().id}`,
      'batches',
    ]) {
      expect(await codeOf(kiosk.get(path)), path).toBe('sign-in-needed');
    }
    expect(await codeOf(kiosk.post(`jobs/${jobs[0]?.id ?? ''}/cancel`, { reason: 'a try' }))).toBe('sign-in-needed');
    expect(JSON.stringify(await kiosk.look())).not.toContain('self.code');
    // Whoever comes next, the one before is out, and what they see is their own.
    const first = kiosk.cookie;
    await kiosk.signInWith(codes[1]?.code ?? '');
    expect((await kiosk.look()).number).toBe(jobs[1]?.number);
    const answer = await fetch(`${line.depot.url}/api/self/visit`, { headers: { cookie: first } });
    expect(answer.status).toBe(401);
    expect(await stateOf(jobs[0]?.id ?? '')).toBe('waiting');
  });

  it('names nobody else’s token when six digits fit that one', async () => {
    const { codes } = await selfBatch(2);
    const kiosk = await kioskAt();
    await kiosk.signInWith(codes[0]?.code ?? '');
    const { serial: theirs } = await burnOwn(kiosk);
    await kiosk.leave();
    await kiosk.signInWith(codes[1]?.code ?? '');
    await burnOwn(kiosk);
    const problem = await kiosk.problem(kiosk.type(await digitsOf(theirs)));
    expect(problem.code).toBe('other-token-code');
    expect(JSON.stringify(problem)).not.toContain(theirs);
    expect(problem.facts).toBeUndefined();
    expect((await kiosk.problem(kiosk.type(codeOfNobody(line.depot.stations)))).facts).toEqual({ triesLeft: 4 });
  });

  it('keeps the bench and the kiosk out of each other’s way', async () => {
    const { jobs } = await selfBatch(1);
    // It waits for its recipient: the next job of the bench is another.
    const plain = await line.batch('own-seed');
    const next = await line.handsAt(0, station(1)).next();
    expect(next?.batchId).toBe(plain);
    const { operator } = line.depot.clients;
    expect(await codeOf(operator.post(`stations/${station(1).id}/self-service`))).toBe('station-busy');
    await operator.post(`jobs/${next?.id ?? ''}/release`);
    await kioskAt(1);
    const stations = await operator.get<StationView[]>('stations');
    expect(stations.find(({ id }) => id === station(1).id)?.selfService).toBe(true);
    expect(await codeOf(operator.post(`stations/${station(1).id}/next`, {}))).toBe('station-self-service');
    expect(await codeOf(operator.post(`jobs/${jobs[0]?.id ?? ''}/take`, { stationId: station(1).id }))).toBe(
      'station-self-service',
    );
    // Who names it may have it.
    await operator.post(`jobs/${jobs[0]?.id ?? ''}/take`, { stationId: station(0).id });
    await operator.post(`jobs/${jobs[0]?.id ?? ''}/release`);
  });

  it('signs the operator out of the browser that becomes the kiosk, and the recipient when staff take it back', async () => {
    const { code, job } = await selfBatch();
    const kiosk = await kioskAt();
    expect(kiosk.cookie).toMatch(/^depot-kiosk=/);
    expect(kiosk.cookie).not.toContain('depot-session');
    await kiosk.signInWith(code);
    await line.depot.clients.operator.post(`stations/${station().id}/self-service/end`);
    expect(await codeOf(kiosk.look())).toBe('sign-in-needed');
    expect(await codeOf(kiosk.kiosk())).toBe('sign-in-needed');
    expect(await stateOf(job)).toBe('waiting');
  });

  it('does not let codes be tried out', async () => {
    const kiosk = await kioskAt(1);
    const answers: string[] = [];
    for (let tries = 0; tries < 21; tries += 1) answers.push(await codeOf(kiosk.signInWith('ABCDE FGHJK')));
    // By the station, or sooner by the address, from which the tests before came too.
    expect(['too-many-tries', 'too-many-requests']).toContain(answers.at(-1));
    expect(answers[0]).toBe('self-code-refused');
  });

  it('is for batches that were made for it, on tokens of one profile', async () => {
    const { manager, operator } = line.depot.clients;
    const plain = await line.batch('own-seed');
    expect(await codeOf(manager.post<SelfCodesMade>(`batches/${plain}/self-codes`, {}))).toBe('move-refused');
    expect(await codeOf(operator.post(`batches/${plain}/self-codes`, {}))).toBe('not-your-role');
    expect(await codeOf(selfBatch(1, 'own-seed', 'molto2'))).toBe('bad-request');
  });
});
