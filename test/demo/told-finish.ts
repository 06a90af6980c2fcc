import type { BatchView } from '@depot/contracts';
import type { Client } from '../depot/client.js';
import { Live } from '../depot/live.js';

/** Finish times that a batch's page told, from its first fifth on. */
export interface ToldFinish {
  readonly told: number;
  /** Looks that were told none, though not all was over when they were answered. */
  readonly untold: number;
  /** By how much of the whole run they were off; shares of 1. */
  readonly median: number;
  readonly worst: number;
}

interface Watched {
  /** Tokens that will become active in all. */
  readonly jobs: number;
  /** Whether they are, where somebody knows before it is heard of. */
  readonly isOver?: () => boolean;
}

/** Looks at a batch as its page does, now and then while its tokens become active. */
export class FinishWatch {
  readonly #live: Live;
  readonly #looks: Promise<number | 'none' | 'over'>[] = [];
  #begun = 0;
  #ended = 0;
  #done = 0;

  private constructor(live: Live, { client, jobs, isOver = () => false }: Watched & { client: Client }) {
    this.#live = live;
    const every = Math.ceil(jobs / 50);
    live.watch(({ kind, batchId }) => {
      if (kind === 'job.taken' && this.#begun === 0) this.#begun = Date.now();
      if (kind !== 'directory.activated' || batchId === null) return;
      this.#done += 1;
      this.#ended = Date.now();
      if (this.#done >= jobs / 5 && this.#done < jobs && this.#done % every === 0)
        this.#looks.push(look(client, batchId).then((finish) => finish ?? (isOver() ? 'over' : 'none')));
    });
  }

  static async open(client: Client, watched: Watched): Promise<FinishWatch> {
    return new FinishWatch(await Live.open(client), { client, ...watched });
  }

  /** Waits until so many are active. */
  async all(jobs: number): Promise<void> {
    await this.#live.until(() => Promise.resolve(this.#done === jobs ? jobs : null), 'every activation to be told');
  }

  /** Null where nothing was told. */
  async end(): Promise<ToldFinish | null> {
    this.#live.close();
    const looks = await Promise.all(this.#looks);
    const off = looks
      .flatMap((finish) => (typeof finish === 'number' ? [finish - this.#ended] : []))
      .map((ms) => Math.abs(ms) / (this.#ended - this.#begun))
      .sort((one, other) => one - other);
    const untold = looks.filter((finish) => finish === 'none').length;
    const worst = off.at(-1);
    return worst === undefined ? null : { told: off.length, untold, median: off[off.length >> 1] ?? worst, worst };
  }
}

async function look(client: Client, batchId: string): Promise<number | null> {
  const { finishAt } = await client.get<BatchView>(`batches/${batchId}`);
  return finishAt === null ? null : Date.parse(finishAt);
}
