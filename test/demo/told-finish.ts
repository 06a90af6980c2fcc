import type { BatchView } from '@depot/contracts';
import type { Client } from '../depot/client.js';
import { Live } from '../depot/live.js';

/** Finish times that a batch's page told, from its first fifth on. */
export interface ToldFinish {
  readonly told: number;
  /** By how much of the whole run they were off; shares of 1. */
  readonly median: number;
  readonly worst: number;
}

/** Looks at a batch as its page does, now and then while its tokens become active. */
export class FinishWatch {
  readonly #live: Live;
  readonly #looks: Promise<number | null>[] = [];
  #begun = 0;
  #ended = 0;
  #done = 0;

  private constructor(live: Live, { client, jobs }: { client: Client; jobs: number }) {
    this.#live = live;
    const every = Math.ceil(jobs / 50);
    live.watch(({ kind, batchId }) => {
      if (kind === 'job.taken' && this.#begun === 0) this.#begun = Date.now();
      if (kind !== 'directory.activated' || batchId === null) return;
      this.#done += 1;
      this.#ended = Date.now();
      if (this.#done >= jobs / 5 && this.#done < jobs && this.#done % every === 0)
        this.#looks.push(look(client, batchId));
    });
  }

  /** @param jobs tokens that will become active in all */
  static async open(client: Client, jobs: number): Promise<FinishWatch> {
    return new FinishWatch(await Live.open(client), { client, jobs });
  }

  /** Waits until so many are active. */
  async all(jobs: number): Promise<void> {
    await this.#live.until(() => Promise.resolve(this.#done === jobs ? jobs : null), 'every activation to be told');
  }

  /** Null where nothing was told. */
  async end(): Promise<ToldFinish | null> {
    this.#live.close();
    const off = (await Promise.all(this.#looks))
      .flatMap((finish) => (finish === null ? [] : [Math.abs(finish - this.#ended) / (this.#ended - this.#begun)]))
      .sort((one, other) => one - other);
    const worst = off.at(-1);
    return worst === undefined ? null : { told: off.length, median: off[off.length >> 1] ?? worst, worst };
  }
}

async function look(client: Client, batchId: string): Promise<number | null> {
  const { finishAt } = await client.get<BatchView>(`batches/${batchId}`);
  return finishAt === null ? null : Date.parse(finishAt);
}
