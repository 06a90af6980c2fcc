import { type AgentMessage, type ReaderView } from '@depot/contracts';

/** A token laid down changes a reader three times within milliseconds: the last one is told. */
const settleMs = 20;

/** Tells the depot how the readers are: at once when asked to, soon after a change, and never the same twice. */
export class ReaderNews {
  readonly #views: () => ReaderView[];
  readonly #send: (message: AgentMessage) => boolean;
  #timer: NodeJS.Timeout | undefined;
  #told = '';

  constructor(views: () => ReaderView[], send: (message: AgentMessage) => boolean) {
    this.#views = views;
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
    const readers = this.#views();
    const news = JSON.stringify(readers);
    if (news !== this.#told && this.#send({ type: 'readers', readers })) this.#told = news;
  }
}
