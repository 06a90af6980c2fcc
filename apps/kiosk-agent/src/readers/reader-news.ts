import { type AgentMessage } from '@depot/contracts';

/** What is told of the readers: the message without its type. */
export type News = Omit<Extract<AgentMessage, { type: 'readers' }>, 'type'>;

/** A token laid down changes a reader three times within milliseconds: the last one is told. */
const settleMs = 20;

/** Tells the depot how the readers are: at once when asked to, soon after a change, and never the same twice. */
export class ReaderNews {
  readonly #latest: () => News;
  readonly #send: (message: AgentMessage) => boolean;
  #timer: NodeJS.Timeout | undefined;
  #told = '';

  constructor(latest: () => News, send: (message: AgentMessage) => boolean) {
    this.#latest = latest;
    this.#send = send;
  }

  changed(): void {
    this.#timer ??= setTimeout(() => this.#tell(), settleMs);
  }

  /** To a depot that knows nothing yet. */
  tellNow(): void {
    this.#told = '';
    this.#tell();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const latest = this.#latest();
    const news = JSON.stringify(latest);
    if (news !== this.#told && this.#send({ type: 'readers', ...latest })) this.#told = news;
  }
}
