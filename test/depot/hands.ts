import type { BenchView, CodeAnswer, JobPage, JobView, LiveEvent, Route } from '@depot/contracts';
import { codeAt, encodeBase32, enrolmentUri, entraParameters } from '@depot/totp';
import { ProblemAnswer } from './client.js';
import type { Client } from './client.js';
import type { Live, UntilOptions } from './live.js';
import type { Reading } from './bench-client.js';
import type { Station } from './throw-away-depot.js';

/** Everything one pair of hands needs: who they are, where they stand, what they look at. */
export interface Place {
  readonly client: Client;
  readonly live: Live;
  readonly station: Pick<Station, 'id' | 'bench' | 'readers'>;
  /** The reader these hands use. */
  readonly reader: number;
}

/** A user's page at Microsoft: it made the QR, and it checks codes for itself. */
export class MicrosoftPage {
  readonly #secret: Uint8Array;
  readonly #account: string;

  constructor(account: string, random: (length: number) => Uint8Array) {
    this.#secret = random(10);
    this.#account = account;
  }

  get qrText(): string {
    return enrolmentUri({ tenantName: 'Contoso', account: this.#account, secret: this.#secret });
  }

  get secretBase32(): string {
    return encodeBase32(this.#secret);
  }

  /** Microsoft takes about ±2 minutes. */
  takes(reading: Reading): boolean {
    return [-4, -3, -2, -1, 0, 1, 2, 3, 4].some(
      (away) => codeAt(this.#secret, entraParameters, reading.now + away * 30) === reading.code,
    );
  }
}

/** A person at a station, working through the API and with the tokens in their hands. */
export class Hands {
  readonly place: Place;
  /** The Microsoft pages of the callers at this station, by job; shared with whoever else works there. */
  readonly #pages: Map<string, MicrosoftPage>;
  readonly #random: (length: number) => Uint8Array;

  constructor(place: Place, shared: { pages: Map<string, MicrosoftPage>; random: (length: number) => Uint8Array }) {
    this.place = place;
    this.#pages = shared.pages;
    this.#random = shared.random;
  }

  job(id: string): Promise<JobView> {
    return this.place.client.get<JobView>(`jobs/${id}`);
  }

  /** Takes the next waiting job, or null when none is left. */
  async next(): Promise<JobView | null> {
    try {
      return await this.place.client.post<JobView>(`stations/${this.place.station.id}/next`, {});
    } catch (error) {
      if (error instanceof ProblemAnswer && error.problem.code === 'nothing-waiting') return null;
      throw error;
    }
  }

  /** The same where one has to be waiting. */
  async take(): Promise<JobView> {
    const job = await this.next();
    if (job === null) throw new Error('No job waits.');
    return job;
  }

  /** Gives the job its seed: the user's QR. The other routes need nothing here. */
  async capture(job: JobView): Promise<void> {
    const page = new MicrosoftPage(job.upn, this.#random);
    this.#pages.set(job.id, page);
    await this.place.client.post(`jobs/${job.id}/capture`, { text: page.qrText });
  }

  pageOf(jobId: string): MicrosoftPage | undefined {
    return this.#pages.get(jobId);
  }

  /** Lays a token on the reader and waits until it was burned. @returns the job it was burned for */
  async burn(serial: string): Promise<JobView> {
    const { station, reader } = this.place;
    const { live } = this.place;
    const burned = new Set<string>();
    const matters = ({ kind, stationId }: LiveEvent) => kind === 'job.burned' && stationId === station.id;
    const stop = live.watch((event) => {
      if (matters(event) && event.jobId !== null) burned.add(event.jobId);
    });
    const after = live.newest;
    await station.bench.place(reader, serial);
    try {
      return await live.until(() => this.#burnedFor(serial, burned), `token ${serial} to be burned`, {
        matters,
        after,
      });
    } finally {
      stop();
      await station.bench.remove(reader);
    }
  }

  /** Scans a classic token for the job. @returns it, waiting for the token's code */
  async choose(job: JobView, serial: string): Promise<JobView> {
    await this.place.client.post(`jobs/${job.id}/choose`, { serial });
    return this.reached(job.id, 'verifying');
  }

  /** Off and on, then what the display shows. */
  async readDisplay(serial: string): Promise<Reading> {
    await this.place.station.bench.offAndOn(serial);
    return this.place.station.bench.display(serial);
  }

  /** Types the token's digits at the job. */
  async prove(job: JobView): Promise<JobView> {
    const { code } = await this.readDisplay(job.serial ?? '');
    const answer = await this.place.client.post<CodeAnswer>(`jobs/${job.id}/codes`, { code });
    return answer.job;
  }

  /** Types the token's code into the user's page too, and says what the page said. */
  async confirm(job: JobView): Promise<JobView> {
    const page = this.#pages.get(job.id);
    if (page === undefined) throw new Error('Nobody has this user’s page open.');
    const reading = await this.place.station.bench.display(job.serial ?? '');
    if (!page.takes(reading)) throw new Error(`Microsoft’s page did not take the code of ${job.serial ?? ''}.`);
    return this.place.client.post<JobView>(`jobs/${job.id}/accept`);
  }

  reached(jobId: string, state: JobView['state']): Promise<JobView> {
    return this.#until(
      async () => {
        const job = await this.job(jobId);
        return job.state === state ? job : null;
      },
      `job ${jobId} to be ${state}`,
      { matters: (event) => event.jobId === jobId && event.state === state },
    );
  }

  /** Follows the record step to the parcel: says that the portal was served, or types a new code for Entra. */
  async recorded(job: JobView): Promise<JobView> {
    const { client } = this.place;
    const ends: readonly JobView['state'][] = ['packing', 'registering', 'activating', 'stopped'];
    const now = await this.#until(
      async () => {
        const look = await this.job(job.id);
        return ends.includes(look.state) ? look : null;
      },
      `job ${job.id} to be recorded`,
      { matters: (event) => event.jobId === job.id },
    );
    if (now.state === 'packing') return now;
    if (now.state === 'stopped') {
      if (now.stop?.code !== 'directory-away') throw new Error(`It was paused: ${now.stop?.detail ?? ''}`);
      // As its words say: nothing is lost, go on in a moment.
      await client.post(`jobs/${job.id}/go-on`);
      return this.recorded(job);
    }
    if (now.state === 'registering') return client.post<JobView>(`jobs/${job.id}/register`);
    return this.activate(now);
  }

  /** Types what the token shows now until Entra takes it. */
  async activate(job: JobView): Promise<JobView> {
    for (let tries = 1; ; tries += 1) {
      const { code } = await this.readDisplay(job.serial ?? '');
      try {
        return await this.place.client.post<JobView>(`jobs/${job.id}/activate`, { code });
      } catch (error) {
        if (!(error instanceof ProblemAnswer)) throw error;
        const { code: why, facts } = error.problem;
        if (why === 'directory-paced') {
          // As its words say: the code that the token shows then.
          await new Promise((resolve) => setTimeout(resolve, 1000 * Number(facts?.['waitSeconds'] ?? 1)));
          tries -= 1;
        } else if (why !== 'directory-refused' || tries === 5) throw error;
      }
    }
  }

  /** From the proved code to the parcel's tracking number. */
  async shipProved(job: JobView): Promise<JobView> {
    const { client } = this.place;
    await this.recorded(job);
    await client.post(`jobs/${job.id}/pack`, { serial: job.serial });
    await client.post(`jobs/${job.id}/post`, { carrier: 'Sample Post', tracking: `SP${job.serial ?? ''}` });
    return this.reached(job.id, 'shipped');
  }

  /** The recipient reads a code off the token that came. */
  async arrive(job: JobView): Promise<JobView> {
    await this.place.client.post(`jobs/${job.id}/deliver`);
    const { code } = await this.readDisplay(job.serial ?? '');
    return this.place.client.post<JobView>(`jobs/${job.id}/arrive`, { code });
  }

  /** One token, end to end. @param classic the serials of classic tokens at hand @returns the job that arrived */
  async serve(job: JobView, classic: string[]): Promise<JobView> {
    let proved: JobView;
    if (job.route === 'import') {
      const serial = classic.pop();
      if (serial === undefined) throw new Error('No classic token is left.');
      proved = await this.prove(await this.choose(job, serial));
    } else {
      if (job.route === 'qr') await this.capture(job);
      const burned = await this.burn(await this.place.station.bench.takeFresh());
      proved = await this.prove(burned);
      if (proved.route === 'qr') proved = await this.confirm(proved);
    }
    return this.arrive(await this.shipProved(proved));
  }

  bench(): Promise<BenchView> {
    return this.place.client.get<BenchView>(`stations/${this.place.station.id}`);
  }

  /** Among jobs that were burned at this station just now; where no event spoke of one, by the serial. */
  async #burnedFor(serial: string, burned: Set<string>): Promise<JobView | null> {
    if (burned.size === 0) {
      const { jobs } = await this.place.client.get<JobPage>(`jobs?search=${serial}&state=verifying`);
      const id = jobs.find((job) => job.serial === serial)?.id;
      return id === undefined ? null : this.job(id);
    }
    for (const id of burned) {
      burned.delete(id);
      const job = await this.job(id);
      if (job.serial === serial && job.state === 'verifying') return job;
    }
    return null;
  }

  #until<T>(look: () => Promise<T | null>, what: string, options: UntilOptions): Promise<T> {
    return this.place.live.until(look, what, options);
  }
}

/** Recipients that are plainly samples. */
export function sampleRecipients(count: number, route: (at: number) => Route): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const number = String(at + 1).padStart(5, '0');
    return `sample.${number}@contoso.com,Sample Person ${number},${String(at + 1)} Sample Street,01000,Sampletown,FR,${route(at)}`;
  });
  return ['upn,display name,street,postal code,city,country,route', ...lines].join('\n');
}
