import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobView, PassMade, Route, SelfView } from '@depot/contracts';
import { decodeBase32 } from '@depot/totp';
import { Hands, MicrosoftPage, sampleRecipients } from '../depot/hands.js';
import { MoltoHands } from '../depot/molto-hands.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { openKiosk } from '../depot/open-kiosk.js';
import { makeSelfCodes } from '../depot/self-client.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { connectDepot } from '../entra/connect-depot.js';
import { parseCsvSeed } from '../workflow/portal.js';
import { plantSeedFiles } from './plant-seed-files.js';
import type { WatchedDepot } from './watched-depot.js';

export type Seeds = Map<string, Uint8Array>;

/** One operator who takes jobs of each route through every turn they can take, and remembers each seed by its route. */
export class Planter {
  readonly hands: Hands;
  readonly depot: WatchedDepot;
  readonly seeds: Seeds;
  readonly #pages = new Map<string, MicrosoftPage>();

  constructor(depot: WatchedDepot, seeds: Seeds) {
    this.depot = depot;
    this.seeds = seeds;
    const place = { client: depot.clients.operator, live: depot.live, station: depot.station, reader: 0 };
    this.hands = new Hands(place, { pages: this.#pages, random: fresh });
  }

  async plantAll(): Promise<void> {
    await this.#qr();
    await this.#ownSeed();
    await this.#import();
    await plantSeedFiles(this.depot, this.seeds);
    await this.#molto();
    await this.#selfService();
    await this.#connected();
  }

  /** Makes a batch of one and takes its job. */
  async take(route: Route): Promise<JobView> {
    const csv = sampleRecipients(1, () => route);
    await this.depot.clients.manager.post('batches', { name: `Batch ${route}`, route, csv });
    return this.hands.take();
  }

  /** Shows the user's QR as a text. */
  async capture(job: JobView, name: string): Promise<JobView> {
    await this.hands.capture(job);
    this.seeds.set(name, decodeBase32(this.#pages.get(job.id)?.secretBase32 ?? ''));
    return job;
  }

  async burnFresh(): Promise<JobView> {
    return this.hands.burn(await this.hands.place.station.bench.takeFresh());
  }

  cancel(job: JobView): Promise<unknown> {
    return this.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'not wanted any more', methodGone: true });
  }

  async #qr(): Promise<void> {
    const { hands } = this;
    await this.capture(await this.take('qr'), 'qr');
    await this.#toArrival(await hands.confirm(await hands.prove(await this.burnFresh())));

    const job = await this.take('qr');
    const page = new MicrosoftPage(job.upn, fresh);
    this.#pages.set(job.id, page);
    this.seeds.set('qr, the key typed', decodeBase32(page.secretBase32));
    const spaced = page.secretBase32.replaceAll(/.{4}(?=.)/g, '$& ');
    await hands.place.client.post(`jobs/${job.id}/capture`, { text: spaced });
    await this.#toArrival(await hands.confirm(await hands.prove(await this.burnFresh())));

    await this.capture(await this.take('qr'), 'qr, cancelled');
    await this.cancel(await hands.prove(await this.burnFresh()));

    const first = await this.capture(await this.take('qr'), 'qr, renewed: the first');
    const burned = await this.burnFresh();
    await hands.place.client.post(`jobs/${first.id}/renew`, { reason: 'the page timed out' });
    await this.capture(burned, 'qr, renewed: the second');
    await this.#toArrival(await hands.confirm(await hands.prove(await hands.burn(burned.serial ?? ''))));
  }

  async #ownSeed(): Promise<void> {
    const { hands } = this;
    const { client } = hands.place;
    await this.take('own-seed');
    const job = await this.#registering(await this.burnFresh(), 'own seed');
    await this.#toArrival(job);

    await this.take('own-seed');
    const first = await this.#registering(await this.burnFresh(), 'own seed, renewed: the first');
    await client.post(`jobs/${first.id}/stop`, { reason: 'a new seed is wanted' });
    await client.post(`jobs/${first.id}/renew`, { reason: 'a new seed is wanted' });
    await this.#toArrival(
      await this.#registering(await hands.burn(first.serial ?? ''), 'own seed, renewed: the second'),
    );

    await this.take('own-seed');
    const unwanted = await this.burnFresh();
    this.seeds.set('own seed, cancelled', this.#onPlastic(unwanted.serial ?? ''));
    await this.cancel(unwanted);
  }

  async #import(): Promise<void> {
    const { hands, depot } = this;
    const [sent, unwanted, unused] = makeClassicTokens(3, fresh);
    if (sent === undefined || unwanted === undefined || unused === undefined) throw new Error('No classic tokens.');
    const file = vendorFile([sent, unwanted, unused]);
    await takeSeedFile(depot.clients.admin, file, 'vendor.csv');
    for (const token of [sent, unwanted]) await hands.place.station.bench.addClassic(token);
    this.seeds.set('import', decodeBase32(sent.seedBase32));
    this.seeds.set('import, back to stock', decodeBase32(unwanted.seedBase32));
    this.seeds.set('import, never used', decodeBase32(unused.seedBase32));
    const job = await this.#choose(sent.serial);
    await hands.prove(job);
    await hands.reached(job.id, 'registering');
    await this.#download(job);
    await this.#toArrival(await hands.job(job.id));
    const back = await hands.prove(await this.#choose(unwanted.serial));
    await hands.reached(back.id, 'registering');
    await this.cancel(back);
  }

  /** Under the depot's own key, which the virtual Molto2 refuses, then under the vendor's. */
  async #molto(): Promise<void> {
    const { admin, manager, operator } = this.depot.clients;
    const key = fresh(20);
    this.seeds.set('customer key', key);
    const hex = Buffer.from(key).toString('hex');
    await admin.post('customer-key', { key: { hex }, reason: 'it was given to them' });
    const desk = new MoltoHands(this.hands, manager);
    const [job] = await desk.take(['molto.sample@contoso.com']);
    if (job === undefined) throw new Error('No job.');
    const { serial } = await this.hands.place.station.bench.takeMolto();
    await desk.plug(serial, true);
    await this.hands.reached(job.id, 'stopped');
    await desk.plug(serial, false);
    await admin.post('customer-key/forget', { reason: 'it was not given to them' });
    await operator.post(`jobs/${job.id}/go-on`);
    await desk.prove(await desk.burn(job, serial));
    await this.hands.reached(job.id, 'registering');
    this.seeds.set('own seed, Molto2', await this.#download(job));
    await desk.arrive(await this.hands.job(job.id));
  }

  /** A recipient makes their own token at a kiosk. */
  async #selfService(): Promise<void> {
    const { hands, depot } = this;
    const { admin, manager } = depot.clients;
    const { bench, id: station } = hands.place.station;
    const csv = sampleRecipients(1, () => 'own-seed');
    const batch = { name: 'Self', route: 'own-seed', csv, selfService: true };
    const { id } = await manager.post<{ id: string }>('batches', batch);
    const [made] = await makeSelfCodes(manager, id);
    const printed = made?.code ?? '';
    const typed = printed.replace(' ', '');
    this.seeds.set('one-time code, as printed', Buffer.from(printed));
    this.seeds.set('one-time code, as typed', Buffer.from(typed));
    const kiosk = await openKiosk(depot, { station, operator: 'kiosk.operator' });
    await kiosk.signInWith(typed);
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    const reached = (stage: SelfView['stage']): Promise<SelfView> =>
      depot.live.until(async () => {
        const view = await kiosk.look();
        return view.stage === stage ? view : null;
      }, `the recipient to be at ${stage}`);
    await reached('verify');
    await bench.remove(0);
    this.seeds.set('own seed, at a kiosk', this.#onPlastic(serial));
    await kiosk.type((await hands.readDisplay(serial)).code);
    await reached('done');
    await kiosk.leave('done');
    await kiosk.problem(kiosk.signInWith(typed));
    await admin.post(`stations/${station}/self-service/end`);
  }

  /** Where Entra is connected: the seed goes to Graph, and the recipient gets a pass for the time until the token is there. */
  async #connected(): Promise<void> {
    const { hands, depot } = this;
    await connectDepot(depot.clients.admin);
    await this.take('own-seed');
    const job = await this.burnFresh();
    this.seeds.set('own seed, through Graph', this.#onPlastic(job.serial ?? ''));
    const recorded = await hands.recorded(await hands.prove(job));
    const wanted = { minutes: 120, once: true, reason: 'the token is in the post' };
    const { pass } = await hands.place.client.post<PassMade>(`jobs/${job.id}/temporary-pass`, wanted);
    this.seeds.set('Temporary Access Pass', Buffer.from(pass));
    await this.#toArrival(recorded);
    await depot.clients.admin.post('directory/connection/forget', { reason: 'the end of the trial' });
  }

  async #choose(serial: string): Promise<JobView> {
    const job = await this.take('import');
    await this.hands.place.client.post(`jobs/${job.id}/choose`, { serial });
    return this.hands.reached(job.id, 'verifying');
  }

  /** Proves a token of our own seed and reads that seed where the admin does. */
  async #registering(job: JobView, name: string): Promise<JobView> {
    await this.hands.prove(job);
    await this.hands.reached(job.id, 'registering');
    this.seeds.set(name, await this.#download(job));
    return this.hands.job(job.id);
  }

  async #download(job: JobView): Promise<Uint8Array> {
    const request = { batchId: job.batchId, reason: 'upload in the portal' };
    return decodeBase32(parseCsvSeed(await this.depot.clients.admin.download('directory/entra-csv', request)).secret);
  }

  async #toArrival(job: JobView): Promise<void> {
    const arrived = await this.hands.arrive(await this.hands.shipProved(job));
    if (arrived.state !== 'arrived' || arrived.seed !== 'destroyed') throw new Error('The token did not arrive.');
  }

  #onPlastic(serial: string): Uint8Array {
    const text = readFileSync(join(this.depot.station.folder, 'virtual-tokens.json'), 'utf8');
    const { tokens } = JSON.parse(text) as { tokens: { serial: string; seed: string }[] };
    return Buffer.from(tokens.find((token) => token.serial === serial)?.seed ?? '', 'hex');
  }
}

export function fresh(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
