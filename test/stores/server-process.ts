import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { ready } from './restartable-store.js';

export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  /** Throws until the server answers. */
  readonly probe: () => void;
}

/** One server program that can be started, killed and ended, over and over. */
export class ServerProcess {
  readonly #command: ServerCommand;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(command: ServerCommand) {
    this.#command = command;
  }

  async start(): Promise<void> {
    const { probe } = this.#command;
    let tries = 0;
    await ready(() => {
      // Right after a kill a server may find its predecessor's last child alive and end at once: then again.
      if (this.#child === null) {
        tries += 1;
        if (tries > 100) throw new Error(`${this.#command.file} ends as soon as it is started.`);
        this.#spawn();
      }
      probe();
    });
  }

  async end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal);
    await this.#ended;
  }

  #spawn(): void {
    const { file, args, options } = this.#command;
    const child = spawn(file, [...args], options);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.on('exit', () => {
        if (this.#child === child) this.#child = null;
        resolve(undefined);
      });
    });
  }
}
