import { z } from 'zod';
import { GraphFailure } from './graph-failure.js';
import type { NewDevice } from './requests.js';

/** More are not sent in one request. */
const mostAtOnce = 50;

interface Waiting {
  readonly device: NewDevice;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const Refusal = z.object({ code: z.string().default('refused'), message: z.string().default('') });
/** A row is made, or refused: plainly, or as OData 4.01 writes it. */
const Row = z.looseObject({
  '@contentId': z.coerce.string().optional(),
  error: Refusal.optional(),
  '@Core.DataModificationException': z.looseObject({ info: Refusal.optional() }).optional(),
});
const Rows = z.object({ value: z.array(Row) });

/**
 * Makes devices: those that come while one waits for its turn at Graph go with it in one request, and each has its own
 * result. A row without a word of its own is as unsure as a lost answer: what became of it is for the caller to read.
 */
export class DeviceMaker {
  readonly #send: (take: () => readonly NewDevice[]) => Promise<unknown>;
  #waiting: Waiting[] = [];
  #asks = false;

  /** @param send waits for a turn, then takes what is to go; after a refusal to wait for it takes again, the same and more */
  constructor(send: (take: () => readonly NewDevice[]) => Promise<unknown>) {
    this.#send = send;
  }

  /** @throws GraphFailure of this device alone */
  make(device: NewDevice): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ device, done: resolve, failed: reject });
      this.#ask();
    });
  }

  #ask(): void {
    if (this.#asks || this.#waiting.length === 0) return;
    this.#asks = true;
    void this.#sendTogether();
  }

  async #sendTogether(): Promise<void> {
    const taken: Waiting[] = [];
    const take = (): NewDevice[] => {
      const isFirst = taken.length === 0;
      // Sent again, it takes along who came meanwhile, unless they ask for a turn of their own.
      if (isFirst || !this.#asks) taken.push(...this.#waiting.splice(0, mostAtOnce - taken.length));
      if (isFirst) this.#asks = false;
      this.#ask();
      return taken.map(({ device }) => device);
    };
    try {
      const answer = await this.#send(take);
      if (taken.length === 1) taken[0]?.done();
      else tellEach(taken, answer);
    } catch (error) {
      // Before its turn came none was taken: then it is everybody's failure who waited for it.
      if (taken.length === 0) {
        taken.push(...this.#waiting.splice(0));
        this.#asks = false;
      }
      if (taken.length > 1 && isSureRefusal(error)) await this.#sendEach(taken);
      else {
        const shown = withoutSecrets(error, taken);
        for (const { failed } of taken) failed(shown);
      }
      this.#ask();
    }
  }

  /** Refused together, each is sent by itself: what is wrong with one of them is nothing that the others did. */
  async #sendEach(taken: readonly Waiting[]): Promise<void> {
    for (const one of taken) {
      try {
        await this.#send(() => [one.device]);
        one.done();
      } catch (error) {
        one.failed(withoutSecrets(error, taken));
      }
    }
  }
}

/** Nothing was done, for a reason that lies in the request. Rights and waiting concern each of them alike. */
function isSureRefusal(error: unknown): boolean {
  return error instanceof GraphFailure && [400, 409, 413, 422].includes(error.status);
}

function tellEach(taken: readonly Waiting[], answer: unknown): void {
  const rows = Rows.safeParse(answer);
  for (const [at, { done, failed }] of taken.entries()) {
    const row = rows.data?.value.find((each) => each['@contentId'] === String(at + 1));
    const refusal = row?.error ?? row?.['@Core.DataModificationException']?.info;
    if (row === undefined) failed(unheard());
    else if (refusal === undefined) done();
    else {
      const failure = new GraphFailure(refusal.message, { status: 400, code: refusal.code, requestId: null });
      failed(withoutSecrets(failure, taken));
    }
  }
}

/** Microsoft’s texts are put on the record: whatever they repeat of the request, no secret is in them. */
function withoutSecrets(error: unknown, sent: readonly Waiting[]): unknown {
  if (!(error instanceof GraphFailure)) return error;
  const { status, code, requestId } = error;
  let text = error.message;
  for (const { device } of sent) text = text.replaceAll(device.secretBase32, '[seed]');
  return text === error.message ? error : new GraphFailure(text.slice(0, 300), { status, code, requestId });
}

function unheard(): GraphFailure {
  const what = { status: 502, code: 'no-row', requestId: null };
  return new GraphFailure('Microsoft Graph said nothing of this token in its answer.', what);
}
