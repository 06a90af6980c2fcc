import type { Client } from '../depot/client.js';
import { ProblemAnswer } from '../depot/client.js';
import type { BenchClient } from '../depot/bench-client.js';
import { BenchRefused } from '../depot/bench-client.js';
import { NoAnswer } from '../depot/http-call.js';
import { MicrosoftPage } from '../depot/hands.js';

/** What a crew has at hand. Station and drawer are looked up each time: an agent that was killed comes back elsewhere. */
export interface DeskParts {
  readonly operator: Client;
  readonly admin: Client;
  readonly stationId: () => string;
  readonly bench: () => BenchClient;
  /** Serials of the classic tokens in this station's stock. */
  readonly stock: string[];
  readonly random: (length: number) => Uint8Array;
}

/** Problems that a depot in trouble, or two people at once, may rightly answer with. */
const passing: readonly string[] = ['move-refused', 'nothing-waiting', 'internal', 'not-ready', 'not-found'];

/** One station's desk: its people's tools, and what they wrote down. */
export class Desk implements DeskParts {
  readonly operator: Client;
  readonly admin: Client;
  readonly stationId: () => string;
  readonly bench: () => BenchClient;
  readonly stock: string[];
  readonly random: (length: number) => Uint8Array;
  /** The users' pages at Microsoft, by job and seed generation. */
  readonly pages = new Map<string, MicrosoftPage>();
  /** The classic token taken for each job. */
  readonly chosen = new Map<string, string>();
  /** Seeds as the admin's Entra CSV gave them, in Base32, by serial. */
  readonly exported = new Map<string, string>();
  /** What nobody could have expected: each is a defect. */
  readonly surprises: string[] = [];
  /** How often each pause was seen, by its code. */
  readonly pauses = new Map<string, number>();

  constructor(parts: DeskParts) {
    this.operator = parts.operator;
    this.admin = parts.admin;
    this.stationId = parts.stationId;
    this.bench = parts.bench;
    this.stock = parts.stock;
    this.random = parts.random;
  }

  page(job: { id: string; upn: string; generation: number }): MicrosoftPage {
    const key = `${job.id} ${String(job.generation)}`;
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const page = new MicrosoftPage(job.upn, this.random);
    this.pages.set(key, page);
    return page;
  }

  notePause(code: string): void {
    this.pauses.set(code, (this.pauses.get(code) ?? 0) + 1);
  }

  /** Does something that may fail because the depot is in trouble; what it should never answer is a surprise. */
  async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isTrouble(error)) return;
      if (error instanceof ProblemAnswer && passing.includes(error.problem.code)) return;
      this.surprises.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** A connection that failed, an answer that was cut, a drawer whose agent is away, or a reader somebody else is using. */
function isTrouble(error: unknown): boolean {
  if (error instanceof BenchRefused) return true;
  return error instanceof NoAnswer || error instanceof SyntaxError;
}
