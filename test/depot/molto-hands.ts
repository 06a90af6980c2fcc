import type { CodeAnswer, JobView, TokenChoice } from '@depot/contracts';
import type { Client } from './client.js';
import type { Hands } from './hands.js';

/** Somebody at a station where Molto2 are written: what differs from tokens that are laid on a reader. */
export class MoltoHands {
  readonly hands: Hands;
  readonly #manager: Client;

  constructor(hands: Hands, manager: Client) {
    this.hands = hands;
    this.#manager = manager;
  }

  /** Makes a batch of own seeds for these people and takes their jobs. */
  async take(upns: readonly string[], tokens: Partial<TokenChoice> = {}): Promise<JobView[]> {
    const address = 'Sample Person,1 Sample Street,01000,Sampletown,FR';
    const lines = upns.map((upn) => `${upn},${address}`);
    const csv = ['upn,display name,street,postal code,city,country', ...lines].join('\n');
    const batch = { name: 'Batch Molto2', route: 'own-seed', tokens: { family: 'molto2', ...tokens }, csv };
    await this.#manager.post('batches', batch);
    const jobs: JobView[] = [];
    while (jobs.length < upns.length) {
      const job = await this.hands.take();
      jobs.push(job);
    }
    return jobs;
  }

  /** Plugs it in until a job is burned. */
  async burn(job: JobView, serial: string): Promise<JobView> {
    await this.plug(serial, true);
    const burned = await this.hands.reached(job.id, 'verifying');
    await this.plug(serial, false);
    return burned;
  }

  plug(serial: string, plugged: boolean): Promise<unknown> {
    return this.hands.place.station.bench.plug(serial, plugged);
  }

  /** The sentence that says why the device was not taken. */
  async declined(job: JobView): Promise<{ because: string; order: NonNullable<JobView['order']> }> {
    return this.hands.place.live.until(async () => {
      const { order } = await this.hands.job(job.id);
      return order?.declined == null ? null : { because: order.declined, order };
    }, 'the Molto2 to be declined');
  }

  /** Says yes to what the order asks. */
  async allow(job: JobView): Promise<JobView> {
    const asks = (await this.hands.job(job.id)).order?.asks;
    if (asks == null) throw new Error('Nothing is asked.');
    const { kind, serial, profile } = asks;
    return this.hands.place.client.post<JobView>(`jobs/${job.id}/permits`, {
      ...{ kind, serial, profile },
      reason: 'agreed with the recipient',
    });
  }

  async prove(job: JobView): Promise<JobView> {
    const { client, station } = this.hands.place;
    const { code } = await station.bench.displayOf(job.serial ?? '', job.profile ?? -1);
    return (await client.post<CodeAnswer>(`jobs/${job.id}/codes`, { code })).job;
  }

  async arrive(job: JobView): Promise<JobView> {
    const { client, station } = this.hands.place;
    const shipped = await this.hands.shipProved(job);
    const { code } = await station.bench.displayOf(job.serial ?? '', job.profile ?? -1);
    return client.post<JobView>(`jobs/${shipped.id}/arrive`, { code });
  }
}
