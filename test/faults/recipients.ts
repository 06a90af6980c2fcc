import { setTimeout as pause } from 'node:timers/promises';
import type { JobPage } from '@depot/contracts';
import { ProblemAnswer } from '../depot/client.js';
import type { Desk } from './desk.js';

/** The people the parcels are for: each reads a code off the token that came. A token lies in its crew's drawer. */
export class Recipients {
  readonly #desks: readonly Desk[];

  constructor(desks: readonly Desk[]) {
    this.#desks = desks;
  }

  async answer(day: AbortSignal): Promise<void> {
    const [desk] = this.#desks;
    while (!day.aborted && desk !== undefined) {
      await desk.attempt('look what was delivered', async () => {
        const { jobs } = await desk.operator.get<JobPage>('jobs?state=shipped,delivered');
        await Promise.all(jobs.map((job) => this.#arrive(job)));
      });
      await pause(150);
    }
  }

  async #arrive({ id, serial, stationId }: { id: string; serial: string | null; stationId: string | null }) {
    const desk = this.#desks.find((one) => one.stationId() === stationId);
    await desk?.attempt('prove the arrival', async () => {
      await desk.bench().offAndOn(serial ?? '');
      const { code } = await desk.bench().display(serial ?? '');
      try {
        await desk.operator.post(`jobs/${id}/arrive`, { code });
      } catch (error) {
        // The first answer was lost: the record knows.
        if (error instanceof ProblemAnswer && ['used-code', 'seed-destroyed'].includes(error.problem.code)) return;
        throw error;
      }
    });
  }
}
