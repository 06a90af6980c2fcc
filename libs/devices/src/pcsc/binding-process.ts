import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BindingRequest, BindingResult, FromBinding, ToBinding } from './binding-messages.js';
import type { BindingListener, BindingName } from './pcsc-binding.js';
import { PcscFailure } from './pcsc-failure.js';

/** Environment variables for the process; those of this one by default. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A binding at arm's length. Every request rejects with `PcscFailure`: 'broken' once it ended or ran out of time. */
export interface RemoteBinding {
  /** Loads the binding of that name, or the best one. @returns null when it (or none) loads here */
  load(binding: BindingName | null): Promise<BindingName | null>;
  watch(told: BindingListener): Promise<void>;
  /** Rejects when nobody is awake there. */
  ping(): Promise<void>;
  connect(reader: string): Promise<void>;
  /** Takes its own copy of the bytes before it returns, and wipes it. No time-out: that is the card's. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
  disconnect(reset: boolean): Promise<void>;
  /** Resolves when it is no more. */
  readonly ended: Promise<void>;
  /** Ends it at once, whatever hangs in it; the service then takes the card from it and resets it. */
  end(): void;
}

interface Pending {
  readonly resolve: (result: BindingResult) => void;
  readonly reject: (failure: PcscFailure) => void;
}

/** Loading reads a few files, and a busy machine takes its time; the rest is answered within milliseconds. */
const deadlineMs: Partial<Record<BindingRequest['do'], number>> = {
  load: 20_000,
  watch: 5000,
  ping: 5000,
  connect: 5000,
  disconnect: 2000,
};

/** A binding in a process of its own, over the channel Node opens for a child. */
export class BindingProcess implements RemoteBinding {
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #told: BindingListener = () => undefined;
  #hasEnded = false;
  #lastId = 0;

  constructor(environment: Environment | undefined) {
    this.#child = fork(fileURLToPath(new URL('binding-main.js', import.meta.url)), {
      // Bytes as bytes, which the default turns into text.
      serialization: 'advanced',
      // Nothing it prints goes anywhere: a native library may trace what it sends.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      ...(environment === undefined ? {} : { env: { ...environment } }),
    });
    this.#child.on('message', (message: FromBinding) => this.#hear(message));
    this.ended = new Promise((resolve) => {
      const over = () => {
        this.#hasEnded = true;
        for (const { reject } of this.#pending.values()) reject(new PcscFailure('broken'));
        this.#pending.clear();
        resolve();
      };
      this.#child.on('error', over);
      this.#child.on('exit', over);
    });
  }

  async load(binding: BindingName | null): Promise<BindingName | null> {
    const result = await this.#ask({ do: 'load', binding });
    return typeof result === 'string' ? result : null;
  }

  async watch(told: BindingListener): Promise<void> {
    this.#told = told;
    await this.#ask({ do: 'watch' });
  }

  async ping(): Promise<void> {
    await this.#ask({ do: 'ping' });
  }

  async connect(reader: string): Promise<void> {
    await this.#ask({ do: 'connect', reader });
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const copy = apdu.slice();
    const result = await this.#ask({ do: 'transmit', apdu: copy }, () => copy.fill(0));
    // A plain array: a Buffer's `slice` is no copy.
    return Uint8Array.from(result instanceof Uint8Array ? result : []);
  }

  async disconnect(reset: boolean): Promise<void> {
    await this.#ask({ do: 'disconnect', reset });
  }

  end(): void {
    this.#told = () => undefined;
    this.#child.kill('SIGKILL');
  }

  async #ask(request: BindingRequest, sent: () => void = () => undefined): Promise<BindingResult> {
    if (this.#hasEnded) {
      sent();
      throw new PcscFailure('broken');
    }
    const id = (this.#lastId += 1);
    const milliseconds = deadlineMs[request.do];
    let deadline: NodeJS.Timeout | undefined;
    try {
      return await new Promise<BindingResult>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        const broken = () => reject(new PcscFailure('broken'));
        if (milliseconds !== undefined) deadline = setTimeout(broken, milliseconds);
        const message: ToBinding = { ...request, id };
        this.#child.send(message, (error) => {
          sent();
          if (error !== null) broken();
        });
      });
    } finally {
      clearTimeout(deadline);
      this.#pending.delete(id);
    }
  }

  #hear(message: FromBinding): void {
    switch (message.say) {
      case 'event':
        this.#told(message.event);
        break;
      case 'done':
        this.#pending.get(message.id)?.resolve(message.result);
        break;
      case 'failed':
        this.#pending.get(message.id)?.reject(new PcscFailure(message.kind));
    }
  }
}
