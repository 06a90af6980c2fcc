import { LiveEvent } from '@depot/contracts';

/** Hears of every change; `null` means that some may have been missed: read everything again. */
export type LiveListener = (event: LiveEvent | null) => void;

const secondTry = 2000;
/** A depot that is starting answers before it has a stream: no later than this after it has one, the screen is up to date again. */
const whileStarting = 500;

/** The one stream of events from the API, and whether the line is up. */
export class Live {
  lost = $state(false);
  #listeners: readonly LiveListener[] = [];
  #source: EventSource | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** Nobody listened for a while, or not yet: events may have been missed. */
  #missed = false;
  #waiting: (() => void)[] = [];
  #whenRefused: () => void = () => undefined;

  /** `whenRefused`: the API answered, but with no stream; perhaps nobody is signed in any more. */
  start(whenRefused: () => void): void {
    this.stop();
    this.#whenRefused = whenRefused;
    // What a screen has read by the time the stream is there may be out of date already, and nobody says so again.
    this.#missed = true;
    this.#connect();
    addEventListener('offline', this.#hearOffline);
    addEventListener('online', this.#hearOnline);
  }

  stop(): void {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
    this.lost = false;
    removeEventListener('offline', this.#hearOffline);
    removeEventListener('online', this.#hearOnline);
  }

  listen(listener: LiveListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  /** Resolves when the line is up; where it never seemed down, in a moment. */
  async back(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, secondTry / 2));
    if (this.lost) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Somebody does not want to wait for the next try. */
  tryNow(): void {
    if (this.lost) this.#connect();
  }

  /** The computer has no network any more. A depot on the same computer is there all the same: a new stream says so. */
  readonly #hearOffline = () => {
    this.lost = true;
    this.#connect();
  };
  readonly #hearOnline = () => this.#connect();

  #connect(): void {
    clearTimeout(this.#again);
    this.#source?.close();
    const source = new EventSource('/api/events');
    this.#source = source;
    source.onopen = () => {
      const missed = this.lost || this.#missed;
      this.lost = false;
      this.#missed = false;
      if (missed) this.#tell(null);
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const parsed = LiveEvent.safeParse(JSON.parse(data));
      this.#tell(parsed.success ? parsed.data : null);
    };
    source.onerror = () => {
      this.lost = true;
      if (source.readyState !== EventSource.CLOSED) return;
      this.#whenRefused();
      this.#again = setTimeout(() => this.#connect(), whileStarting);
    };
  }

  #tell(event: LiveEvent | null): void {
    for (const listener of this.#listeners) listener(event);
  }
}

export const live = new Live();
