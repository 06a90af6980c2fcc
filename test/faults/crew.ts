import { setTimeout as pause } from 'node:timers/promises';
import type { BenchView, JobView } from '@depot/contracts';
import type { Desk } from './desk.js';
import { followInstruction } from './follow-instruction.js';
import { Readers } from './readers.js';

/** More than the readers can hold, so that one is always ready to go on. */
const jobsAtOnce = 5;

/**
 * The people at one station. They know nothing of what breaks around them: they look at the bench and do what each job's
 * instruction says, and when something does not answer they try again.
 */
export class Crew {
  readonly readers: Readers;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.readers = new Readers(desk);
  }

  /** Works until the signal says that the day is over. */
  async work(day: AbortSignal): Promise<void> {
    while (!day.aborted) {
      await this.#desk.attempt('look at the bench', () => this.#round());
      await pause(60);
    }
  }

  async #round(): Promise<void> {
    const { operator, stationId } = this.#desk;
    const bench = await operator.get<BenchView>(`stations/${stationId()}`);
    const inHand = bench.jobs.filter((job) => !['registering', 'packing', 'packed', 'shipping'].includes(job.state));
    if (inHand.length < jobsAtOnce && bench.waiting > 0) await this.#take();
    await this.readers.serve(bench);
    await Promise.all(bench.jobs.map((job) => this.#follow(job)));
  }

  async #take(): Promise<void> {
    const { operator, stationId } = this.#desk;
    await this.#desk.attempt('take the next job', async () => {
      await operator.post(`stations/${stationId()}/next`, {});
    });
  }

  async #follow(job: JobView): Promise<void> {
    await this.#desk.attempt(`follow “${job.state}” of job ${String(job.number)}`, () =>
      followInstruction(this.#desk, job),
    );
  }
}
