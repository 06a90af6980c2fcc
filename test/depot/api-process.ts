import { programs, startProgram } from './program.js';
import type { Program } from './program.js';

/** One API process that can be ended, killed and started again under the same settings. */
export class ApiProcess {
  readonly port: number;
  readonly roles: string;
  readonly #environment: Readonly<Record<string, string>>;
  #program: Program;

  private constructor(started: { port: number; roles: string; environment: Record<string, string>; program: Program }) {
    this.port = started.port;
    this.roles = started.roles;
    this.#environment = started.environment;
    this.#program = started.program;
  }

  /** @throws Error with what it printed when it ends before it is ready */
  static async start(port: number, roles: string, settings: Readonly<Record<string, string>>): Promise<ApiProcess> {
    const environment = { ...settings, DEPOT_PORT: String(port), DEPOT_ROLES: settings['DEPOT_ROLES'] ?? roles };
    const program = startProgram(programs.api, [], environment);
    const started = new ApiProcess({ port, roles, environment, program });
    await started.#ready();
    return started;
  }

  get program(): Program {
    return this.#program;
  }

  get url(): string {
    const scheme = this.#environment['DEPOT_TLS_CERT'] === undefined ? 'http' : 'https';
    return `${scheme}://127.0.0.1:${String(this.port)}`;
  }

  get isRunning(): boolean {
    return this.#program.process.exitCode === null && this.#program.process.signalCode === null;
  }

  async kill(): Promise<void> {
    await this.#program.kill();
  }

  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null> {
    return this.#program.stop();
  }

  async restart(): Promise<void> {
    this.#program = startProgram(programs.api, [], this.#environment);
    await this.#ready();
  }

  /** Likewise, as a supervisor would: when it ends at once, because its store is away, it is started again. */
  async supervise(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.restart();
        return;
      } catch (error) {
        if (tries === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async #ready(): Promise<void> {
    try {
      await this.#program.announced('ready');
    } catch (error) {
      await this.#program.stop();
      throw error;
    }
  }
}
