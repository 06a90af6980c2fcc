import { SvelteSet } from 'svelte/reactivity';
import { holdsSecret } from '@depot/contracts';
import type { BenchView, CodeAnswer, JobRow, JobView, LiveEvent, Problem, TokenView } from '@depot/contracts';
import { listJobs, moveJob, readJob, releaseAtOnce } from '../api/jobs';
import { patiently } from '../api/patiently';
import { ownProblem } from '../api/problem-error';
import { problemIn } from '../api/request';
import { readBench } from '../api/stations';
import { live } from '../live/live.svelte';
import { readToken } from '../api/tokens';
import type { TokenQuestion } from '../tokens/token-question';
import { Reading } from '../live/reading.svelte';
import { sharedBy, type TokenInDoubt } from '../verify/ambiguous-code';
import { CodePair } from '../verify/code-pair';
import { typeCode } from '../verify/type-code';
import { nextMove, type NextMove } from './next-move';
import { paceOf, type Pace } from './pace';
import { Prepared } from './prepared';
import type { Input } from './wedge';

/** What became of the last input. */
export type Feedback =
  | { readonly kind: 'proved' | 'activated' | 'packed' | 'unpacked' | 'chosen' | 'released'; readonly job: JobView }
  /** The token went back to where it was taken from; its job takes another one. */
  | { readonly kind: 'put-back'; readonly serial: string; readonly job: JobView }
  /** Several are in hand: which of them goes back? */
  | { readonly kind: 'which-back'; readonly jobs: readonly JobView[] }
  | { readonly kind: 'which'; readonly code: string; readonly tokens: readonly TokenInDoubt[] }
  /** A token was asked about by its serial. */
  | { readonly kind: 'known'; readonly serial: string; readonly job: JobRow; readonly token: TokenView | null }
  | { readonly kind: 'set-aside'; readonly serial: string; readonly job: JobView | null }
  /** Another station took it over. */
  | { readonly kind: 'elsewhere'; readonly job: JobView }
  | { readonly kind: 'unknown'; readonly serial: string; readonly token: TokenView | null }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Jobs are prepared for as many tokens as can lie on a reader at once. */
const ours = ['own-seed', 'import'] as const;
const secondTry = 2000;

/** The hands-free line at one station: jobs are ready before the tokens are, and whatever comes in finds its own job. */
export class Line {
  readonly reading: Reading<BenchView>;
  /** What is asked about a token in hand. */
  asking = $state<TokenQuestion | null>(null);
  feedback = $state.raw<Feedback | null>(null);
  /** How many inputs wait for the one before them. */
  pending = $state(0);
  /** Those in hand whose turn comes after everything else. */
  readonly #later = new SvelteSet<string>();
  #packedAt = $state.raw<readonly number[]>([]);
  readonly #prepared: Prepared;
  /** What the last scan did, while it can be taken back. */
  #lastScan = $state.raw<{ readonly did: 'pack' | 'choose'; readonly job: JobView } | null>(null);
  #turn: Promise<void> = Promise.resolve();
  #preparing: Promise<void> | null = null;
  /** Whether the bench was read while jobs were being taken. */
  #overlooked = false;
  #ended = false;
  #secondLook: ReturnType<typeof setTimeout> | undefined;
  readonly #pair = new CodePair();
  readonly #stationId: string;
  readonly #now: () => number;

  constructor(stationId: string, now: () => number) {
    this.#stationId = stationId;
    this.#now = now;
    this.#prepared = new Prepared(stationId);
    this.reading = new Reading({ read: (before) => this.#read(before), concerns: (event) => this.#concerns(event) });
  }

  get jobs(): readonly JobView[] {
    return this.reading.value?.jobs ?? [];
  }

  /** Jobs of the line that still wait, and those on the bench before their parcel. */
  get left(): number {
    const bench = this.reading.value;
    if (bench === null) return 0;
    const onBench = bench.jobs.filter(
      ({ route, state }) => route !== 'qr' && state !== 'packed' && state !== 'shipping',
    );
    return bench.waitingOf['own-seed'] + bench.waitingOf.import + onBench.length;
  }

  get pace(): Pace {
    return paceOf(this.#packedAt, this.left);
  }

  get canUndo(): boolean {
    return this.#lastScan !== null;
  }

  get next(): NextMove {
    return nextMove(this.jobs, this.reading.value?.station.readers ?? [], this.#later);
  }

  /** Tokens in hand that can go back to where they were taken from. */
  get returnable(): readonly JobView[] {
    return this.jobs.filter(({ state }) => state === 'verifying');
  }

  /** One at a time, in the order in which they came. */
  take(input: Input): void {
    this.#inTurn(() => (input.kind === 'code' ? this.#code(input.text) : this.#scan(input.text.trim())));
  }

  /** Which of the tokens that show the same code it is. */
  choose(jobId: string, code: string): void {
    this.#inTurn(async () => {
      this.#proved(await this.#type(code, jobId));
    });
  }

  /** Takes back what the last scan did: the token comes out of its parcel, or goes back into stock. */
  undo(): void {
    const last = this.#lastScan;
    this.#lastScan = null;
    if (last === null) return;
    this.#inTurn(async () => {
      const { did, job } = last;
      if (did === 'choose') return this.#giveBack(job);
      this.feedback = { kind: 'unpacked', job: await moveJob(job.id, 'unpack', {}) };
      this.#packedAt = this.#packedAt.slice(0, -1);
    });
  }

  /** Whose turn it is comes later: the token in hand when nothing else is due, the recipient after all who wait. */
  skip(): void {
    const { next } = this;
    if (next.kind === 'code' || next.kind === 'pack') this.#later.add(next.job.id);
    else if ('job' in next) this.#release(next.job, 'skipped');
  }

  /** The token in hand goes back to where it was taken from; where none is, the job goes back to those that wait, for other stations. */
  putBack(): void {
    const { next, returnable } = this;
    const [only, another] = returnable;
    if (another !== undefined) this.feedback = { kind: 'which-back', jobs: returnable };
    else if (only !== undefined) this.putTokenBack(only);
    else if (next.kind === 'place' || next.kind === 'scan-stock') this.#release(next.job, 'put-back');
  }

  putTokenBack(job: JobView): void {
    this.#inTurn(() => this.#giveBack(job));
  }

  /** A job that was stopped, as a directory that did not answer stops it. */
  goOn(jobId: string): void {
    this.#inTurn(async () => {
      await moveJob(jobId, 'go-on', {});
    });
  }

  /** The operator leaves: what was prepared and holds no token goes back to the others. */
  async leave(): Promise<void> {
    this.#ended = true;
    await this.#preparing;
    const bench = await readBench(this.#stationId).catch(() => null);
    const prepared = bench?.jobs.filter((job) => isPrepared(job)) ?? [];
    await Promise.allSettled(prepared.map(({ id }) => moveJob(id, 'release', {})));
  }

  /** The operator could not leave after all. */
  stay(): void {
    this.#ended = false;
    void this.reading.refresh();
  }

  /** The page goes away, reloaded or killed: as `leave`, by what was last seen. The depot itself refuses for a token laid down since. */
  vanish(): void {
    if (this.#ended) return;
    for (const job of this.jobs) if (isPrepared(job)) releaseAtOnce(job.id);
  }

  #release(job: JobView, why: 'skipped' | 'put-back'): void {
    this.#inTurn(async () => {
      // First, so that what follows the release does not take the same again.
      this.#prepared.passOver(job.id, why);
      const released = await moveJob(job.id, 'release', {});
      if (why === 'put-back') this.feedback = { kind: 'released', job: released };
    });
  }

  async #giveBack({ id, serial }: JobView): Promise<void> {
    await this.#imported(id);
    this.feedback = { kind: 'put-back', serial: serial ?? '', job: await moveJob(id, 'put-back', {}) };
    if (this.#lastScan?.job.id === id) this.#lastScan = null;
  }

  /** A token that was scanned this very moment is still on its way out of the stock. */
  async #imported(id: string): Promise<void> {
    for (let looks = 0; looks < 30 && (await readJob(id)).state === 'importing'; looks += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  #inTurn(action: () => Promise<void>): void {
    this.pending += 1;
    this.#turn = this.#turn.then(async () => {
      try {
        await action();
      } catch (error) {
        this.feedback = { kind: 'problem', problem: problemIn(error).problem };
      }
      this.pending -= 1;
      await this.reading.refresh();
    });
  }

  async #code(code: string): Promise<void> {
    try {
      this.#proved(await this.#pair.type(code, () => this.#type(code, null)));
    } catch (error) {
      const tokens = sharedBy(problemIn(error).problem);
      if (tokens.length === 0) throw error;
      this.feedback = { kind: 'which', code, tokens };
    }
  }

  #type(code: string, jobId: string | null): Promise<CodeAnswer> {
    return typeCode(code, { stationId: this.#stationId, jobId });
  }

  #proved({ job }: CodeAnswer): void {
    const waited = this.jobs.some(({ id, state }) => id === job.id && state === 'activating');
    this.feedback = { kind: waited ? 'activated' : 'proved', job };
    if (this.#lastScan?.job.id === job.id) this.#lastScan = null;
  }

  /** A serial finds its own job: to be packed, to be chosen from stock, or just to be named. */
  async #scan(serial: string): Promise<void> {
    if (holdsSecret(serial)) throw ownProblem('secret-scanned');
    // What was being packed when the depot went away, and is packed now.
    let packing: JobView | null = null;
    const scan = () => this.#scanOnce(serial, { lost: packing, before: (job) => (packing = job) });
    const back = () => live.back();
    await patiently(scan, { back, now: this.#now, done: () => Promise.resolve(null) });
  }

  async #scanOnce(serial: string, tried: { lost: JobView | null; before: (job: JobView) => void }): Promise<void> {
    const bench = await readBench(this.#stationId);
    const here = bench.jobs.find((job) => job.serial?.toUpperCase() === serial.toUpperCase());
    const packed = here?.state === 'packed' && tried.lost?.id === here.id ? here : null;
    if (here?.state === 'packing' || packed !== null) {
      if (packed === null && here !== undefined) tried.before(here);
      const job = packed ?? (await moveJob(here?.id ?? '', 'pack', { serial }));
      this.#lastScan = { did: 'pack', job };
      this.#packedAt = [...this.#packedAt, this.#now()];
      this.feedback = { kind: 'packed', job };
      return;
    }
    const scanning = here === undefined ? await this.#scanning(bench) : undefined;
    if (scanning !== undefined) {
      const job = await moveJob(scanning.id, 'choose', { serial });
      this.#lastScan = { did: 'choose', job };
      this.feedback = { kind: 'chosen', job };
      return;
    }
    const [job] = here === undefined ? (await listJobs({ search: serial })).jobs : [here];
    const token = await readToken(serial).catch(() => null);
    this.feedback = job === undefined ? { kind: 'unknown', serial, token } : { kind: 'known', serial, job, token };
  }

  /** The job that waits for a token of stock; taken now where the hand was faster than the line. */
  async #scanning(bench: BenchView): Promise<JobView | undefined> {
    const ready = bench.jobs.find(({ state }) => state === 'scanning');
    if (ready !== undefined || bench.waitingOf.import === 0) return ready;
    await this.#preparing;
    const { jobs } = await readBench(this.#stationId);
    return jobs.find(({ state }) => state === 'scanning') ?? (await this.#prepared.take('import'));
  }

  async #read(before: BenchView | null): Promise<BenchView> {
    const bench = await readBench(this.#stationId);
    await this.#lookForTaken(before?.jobs ?? [], bench);
    if (this.#preparing === null) this.#preparing = this.#prepare(bench).finally(() => this.#lookAgain());
    else this.#overlooked = true;
    return bench;
  }

  /** What was seen while jobs were being taken may be old by now. */
  #lookAgain(): void {
    this.#preparing = null;
    if (!this.#overlooked || this.#ended) return;
    this.#overlooked = false;
    void this.reading.refresh();
  }

  /** A job whose token is in hand, and which another station took over, is said to be there. */
  async #lookForTaken(before: readonly JobView[], { jobs }: BenchView): Promise<void> {
    const gone = before.find((job) => job.serial !== null && !jobs.some(({ id }) => id === job.id));
    if (gone === undefined) return;
    const job = await readJob(gone.id);
    if (job.stationId !== null && job.stationId !== this.#stationId) this.feedback = { kind: 'elsewhere', job };
  }

  /** Takes jobs before their tokens come: one for each reader, and one of stock that is scanned. */
  async #prepare(bench: BenchView): Promise<void> {
    if (this.#ended || bench.station.paused !== null || !bench.station.online) return;
    try {
      const wanted = { 'own-seed': Math.max(1, bench.station.readers.length), import: 1 };
      const ready = { 'own-seed': 'burning', import: 'scanning' } as const;
      for (const route of ours) {
        const there = bench.jobs.filter((job) => job.route === route && job.state === ready[route]).length;
        const missing = Math.min(wanted[route] - there, bench.waitingOf[route]);
        for (let count = 0; count < missing; count += 1) await this.#prepared.take(route);
      }
    } catch (error) {
      // A refusal, as where another station took it meanwhile, ends with an event. A depot that could not answer sends none.
      const { status } = problemIn(error).problem;
      if (status === 0 || status === 429 || status >= 500) this.#lookLater();
    }
  }

  #lookLater(): void {
    clearTimeout(this.#secondLook);
    this.#secondLook = setTimeout(() => {
      if (!this.#ended) void this.reading.refresh();
    }, secondTry);
  }

  #concerns(event: LiveEvent): boolean {
    return event.stationId === this.#stationId || event.jobId === null || event.kind.startsWith('job.');
  }
}

function isPrepared(job: JobView): boolean {
  if (job.route === 'qr' || job.serial !== null || job.order?.status === 'reserved') return false;
  return job.state === 'scanning' || job.state === 'burning';
}
