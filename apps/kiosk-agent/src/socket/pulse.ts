import { type WebSocket } from 'ws';

/** How long a depot may take to let an agent in, in milliseconds. */
const greetingMs = 10_000;
/** Heartbeats in a row that may stay without an answer: at the next one the connection counts as lost. */
const patience = 2;

/** Ends a socket on which nothing is heard any more: a cut line closes nothing by itself. */
export class Pulse {
  readonly #socket: WebSocket;
  readonly #beats: () => void;
  readonly #greeting: NodeJS.Timeout;
  #heartbeat: NodeJS.Timeout | undefined;
  #unanswered = 0;

  /** `beat` is called at each heartbeat, once there is one. */
  constructor(socket: WebSocket, beat: () => void) {
    this.#socket = socket;
    this.#beats = beat;
    this.#greeting = setTimeout(() => {
      socket.terminate();
    }, greetingMs);
    const heard = () => {
      this.#unanswered = 0;
      this.#greeting.refresh();
    };
    socket.on('message', heard).on('ping', heard).on('pong', heard);
    socket.on('close', () => this.#stop());
  }

  /** The depot named the interval: from now on both sides show that they are there. */
  beatEvery(seconds: number): void {
    this.#stop();
    this.#heartbeat = setInterval(() => {
      // Counted and not timed: a process that was held up for long finds what was said meanwhile only after this.
      if (this.#unanswered === patience) {
        this.#socket.terminate();
        return;
      }
      this.#unanswered += 1;
      this.#beats();
      // The depot answers a heartbeat with nothing, but a ping with a pong.
      this.#socket.ping();
    }, seconds * 1000);
  }

  #stop(): void {
    clearTimeout(this.#greeting);
    clearInterval(this.#heartbeat);
  }
}
