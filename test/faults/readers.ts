import type { BenchView, JobView } from '@depot/contracts';
import type { BenchClient } from '../depot/bench-client.js';
import type { Desk } from './desk.js';

/** A fault for the next token that is laid down. */
export type ArmedFault = Readonly<Record<string, unknown>>;

/** A token that lies there for longer, while orders wait, is lifted and laid down again. */
const patienceMs = 4000;

/** Two hands at a station's readers: which token goes where, and what is taken away. */
export class Readers {
  readonly #desk: Desk;
  readonly #placedAt = new Map<string, number>();
  /** Fresh tokens out of the drawer that no job has yet. */
  readonly #atHand: string[] = [];
  readonly #armed: ArmedFault[] = [];

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Something will go wrong with the next token that is laid on a reader. */
  arm(fault: ArmedFault): void {
    this.#armed.push(fault);
  }

  /** Lays tokens on free readers for the orders that wait, and takes away what is done, declined or failed. */
  async serve({ station, jobs }: BenchView): Promise<void> {
    const bench = this.#desk.bench();
    const { readers } = await bench.state();
    const lying = readers.map(({ serial }) => serial);
    const burning = jobs.filter((job) => job.state === 'burning');
    for (const [at, serial] of lying.entries()) {
      if (serial === null) continue;
      const view = station.readers[at];
      const isReported = view?.serial === serial && ['done', 'declined', 'error'].includes(view.state);
      const owner = jobs.find((job) => job.serial === serial);
      const isDone = owner !== undefined && owner.state !== 'burning';
      const isIdle = view?.state !== 'busy' && Date.now() - (this.#placedAt.get(serial) ?? 0) > patienceMs;
      if (!isReported && !isDone && !isIdle) continue;
      await bench.remove(at);
      lying[at] = null;
      if (owner === undefined && view?.state !== 'done') this.#atHand.push(serial);
    }
    for (const serial of this.#wanted(burning, lying)) {
      const free = lying.indexOf(null);
      if (free < 0) return;
      await this.#place(bench, free, serial ?? (await this.#fresh(bench)));
      lying[free] = serial ?? 'fresh';
    }
  }

  /** What the waiting orders ask for: a serial, or null for any fresh token. */
  #wanted(burning: readonly JobView[], lying: readonly (string | null)[]): (string | null)[] {
    const named = burning.flatMap(({ serial }) => (serial === null || lying.includes(serial) ? [] : [serial]));
    const own = burning.flatMap(({ serial }) => (serial === null ? [] : [serial]));
    const freshLying = lying.filter((serial) => serial !== null && !own.includes(serial)).length;
    const freshWanted = burning.filter(({ serial }) => serial === null).length - freshLying;
    return [...named, ...Array.from({ length: Math.max(0, freshWanted) }, () => null)];
  }

  async #fresh(bench: BenchClient): Promise<string> {
    return this.#atHand.shift() ?? (await bench.takeFresh());
  }

  async #place(bench: BenchClient, reader: number, serial: string): Promise<void> {
    const fault = this.#armed.shift();
    if (fault !== undefined) await bench.faults({ serial, ...fault });
    await bench.place(reader, serial);
    this.#placedAt.set(serial, Date.now());
  }
}
