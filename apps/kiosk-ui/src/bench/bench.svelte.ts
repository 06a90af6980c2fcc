import { holdsSecret } from '@depot/contracts';
import type { BenchView, CodeAnswer, JobView, LiveEvent } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { moveJob, readJob, resynchronise, type MoveBodies } from '../api/jobs';
import { movePatiently } from '../api/move-patiently';
import { ownProblem } from '../api/problem-error';
import { readBench, takeNextJob } from '../api/stations';
import type { CaptureFor } from '../burn/capture/capture.svelte';
import { Reading } from '../live/reading.svelte';
import { say } from '../messages/speech.svelte';
import type { TokenQuestion } from '../tokens/token-question';
import { CodePair } from '../verify/code-pair';
import { typeCode } from '../verify/type-code';
import { firstInHand } from './first-in-hand';

/** Changes elsewhere that alter how many jobs wait. */
const alterQueue = ['batch.created', 'job.created', 'job.taken', 'job.released', 'job.cancelled', 'job.went-on'];

/** One station's bench: its jobs, the one in front, and what the operator does with it. */
export class Bench {
  readonly reading: Reading<BenchView>;
  readonly attempt = new Attempt();
  /** What just went well, in a sentence. */
  notice = $state<string | null>(null);
  /** What is asked about a token in hand. */
  asking = $state<TokenQuestion | null>(null);
  /** The serial that is asked about, where it was scanned. */
  scanned = $state<string | null>(null);
  /** Whether the operator chose the job in front by hand: then a code is for that token alone. */
  picked = $state(false);
  #frontId = $state<string | null>(null);
  /** The job in front as last seen, for when it has left the bench. */
  #seen = $state.raw<JobView | null>(null);
  readonly #pair = new CodePair();
  readonly #stationId: () => string;

  constructor(stationId: () => string) {
    this.#stationId = stationId;
    this.reading = new Reading({ read: () => this.#read(), concerns: (event) => this.#concerns(event) });
  }

  get jobs(): readonly JobView[] {
    return this.reading.value?.jobs ?? [];
  }

  get front(): JobView | null {
    const here = this.jobs.find(({ id }) => id === this.#frontId);
    return here ?? (this.#seen?.id === this.#frontId ? this.#seen : null);
  }

  /** Where the bench stands. */
  get stationId(): string {
    return this.#stationId();
  }

  get others(): readonly JobView[] {
    return this.jobs.filter(({ id }) => id !== this.#frontId);
  }

  /** Tokens that wait here for their code. */
  get verifying(): readonly JobView[] {
    return this.jobs.filter(({ state }) => state === 'verifying');
  }

  bringToFront(id: string | null, picked = true): void {
    if (id !== this.#frontId) this.attempt.forget();
    this.notice = null;
    this.picked = picked;
    this.#frontId = id;
  }

  /** A token that nothing here waits for: its job comes to the front, or it is said what it is. */
  scan(serial: string): void {
    if (holdsSecret(serial)) {
      this.attempt.problem = ownProblem('secret-scanned').problem;
      return;
    }
    const job = this.jobs.find((each) => each.serial?.toUpperCase() === serial.toUpperCase());
    if (job !== undefined) {
      this.bringToFront(job.id);
      return;
    }
    this.scanned = serial;
    this.asking = 'what';
  }

  async next(): Promise<void> {
    const job = await this.attempt.run(() => takeNextJob(this.#stationId()));
    if (job !== null) this.adopt(job);
  }

  async move<Name extends keyof MoveBodies>(job: JobView, name: Name, body: MoveBodies[Name]): Promise<void> {
    // A captured secret is kept no longer than its request takes.
    await this.do(() => (name === 'capture' ? moveJob(job.id, name, body) : movePatiently(job, name, body)));
  }

  /** What the capture of a QR code needs to know of the job, and does to it. */
  captureFor(job: JobView): CaptureFor {
    const send = (text: string, anyAccount: boolean) => this.move(job, 'capture', { text, anyAccount });
    return { upn: job.upn, attempt: this.attempt, decides: true, send };
  }

  /** Any other call that answers with the job. */
  async do(call: () => Promise<JobView>): Promise<void> {
    this.notice = null;
    const moved = await this.attempt.run(call);
    if (moved === null) void this.reading.refresh();
    else this.adopt(moved, this.picked);
  }

  /** Six digits, for the job picked or for whichever token here they fit. */
  async typeCode(code: string, jobId: string | null): Promise<void> {
    const at = { stationId: this.#stationId(), jobId };
    await this.#prove(() => this.#pair.type(code, () => typeCode(code, at)));
  }

  async resynchronise(job: JobView, first: string, second: string): Promise<void> {
    await this.#prove(() => resynchronise(job.id, first, second));
  }

  /** Shows a job as the API just answered it, and brings it to the front. */
  adopt(job: JobView, picked = false): void {
    // Put back: somebody else's, or nobody's.
    this.bringToFront(job.state === 'waiting' ? null : job.id, picked);
    this.#seen = job;
    const bench = this.reading.value;
    if (bench !== null) {
      const known = bench.jobs.some(({ id }) => id === job.id);
      const jobs = known ? bench.jobs.map((each) => (each.id === job.id ? job : each)) : [...bench.jobs, job];
      this.reading.set({ ...bench, jobs });
    }
    void this.reading.refresh();
  }

  async #prove(call: () => Promise<CodeAnswer>): Promise<void> {
    this.notice = null;
    const answer = await this.attempt.run(call);
    if (answer === null) return this.reading.refresh();
    this.adopt(answer.job);
    this.notice = say('bench.codeRight', { number: answer.job.number });
  }

  async #read(): Promise<BenchView> {
    const bench = await readBench(this.#stationId());
    this.#frontId ??= firstInHand(bench.jobs)?.id ?? null;
    const front = bench.jobs.find(({ id }) => id === this.#frontId);
    // The pause says itself why; the wrong code that led to it need not be said twice.
    if (front?.state === 'stopped' && this.attempt.problem?.code === 'too-many-tries') this.attempt.forget();
    if (front !== undefined) this.#seen = front;
    else if (this.#frontId !== null) this.#seen = await readJob(this.#frontId);
    return bench;
  }

  #concerns(event: LiveEvent): boolean {
    const ours = event.stationId === this.#stationId();
    const onBench =
      event.jobId !== null && (event.jobId === this.#frontId || this.jobs.some(({ id }) => id === event.jobId));
    return ours || onBench || alterQueue.includes(event.kind);
  }
}
