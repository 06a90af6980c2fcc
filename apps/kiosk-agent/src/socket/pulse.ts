import { type WebSocket } from 'ws';

/** How long a depot may take to let an agent in, in milliseconds. */
const greetingMs = 10_000;
/** Silent heartbeats after which a connection counts as lost. */
const patience = 3;

/** Ends a socket on which nothing is heard any more: a cut line closes nothing by itself. */
export class Pulse {
  readonly #socket: WebSocket;
  readonly #beats: () => void;
  #silence: NodeJS.Timeout;
  #heartbeat: NodeJS.Timeout | undefined;

  /** `beat` is called at each heartbeat, once there is one. */
  constructor(socket: WebSocket, beat: () => void) {
    this.#socket = socket;
    this.#beats = beat;
    this.#silence = this.#deadline(greetingMs);
    const heard = () => void this.#silence.refresh();
    socket.on('message', heard).on('ping', heard).on('pong', heard);
    socket.on('close', () => this.#stop());
  }

  /** The depot named the interval: from now on both sides show that they are there. */
  beatEvery(seconds: number): void {
    this.#stop();
    this.#silence = this.#deadline(seconds * 1000 * patience);
    this.#heartbeat = setInterval(() => {
      this.#beats();
      // The depot answers a heartbeat with nothing, but a ping with a pong.
      this.#socket.ping();
    }, seconds * 1000);
  }

  #deadline(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.#socket.terminate(), milliseconds);
  }

  #stop(): void {
    clearTimeout(this.#silence);
    clearInterval(this.#heartbeat);
  }
}
