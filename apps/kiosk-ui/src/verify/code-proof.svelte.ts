import type { CodeAnswer, Problem } from '@depot/contracts';
import { proveJob } from '../api/moves.js';
import { proveAtStation } from '../api/stations.js';
import type { Bench } from '../bench/bench.svelte.js';
import { Attempt } from '../live/attempt.svelte.js';

export interface CandidateJob {
  readonly id: string;
  readonly number: number;
  readonly serial: string | null;
}

/** Six digits typed at a bench: whose they are, and what became of them. */
export class CodeProof {
  readonly attempt = new Attempt();
  readonly #bench: Bench;
  /** Kept only while we ask whose token it is; the code is worthless a minute later. */
  #asked = '';

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** The jobs that might be meant, when two tokens show the same code. */
  get candidates(): CandidateJob[] {
    return this.attempt.problem?.code === 'ambiguous-code' ? candidatesIn(this.attempt.problem) : [];
  }

  /** For one job when it alone waits, else matched against all that wait at the station. */
  async prove(code: string, onlyJobId: string | null): Promise<void> {
    this.#asked = code;
    const { stationId } = this.#bench;
    await this.attempt.run(async () => {
      this.#follow(await (onlyJobId === null ? proveAtStation(stationId, code) : proveJob(onlyJobId, code)));
    });
  }

  async say(candidate: CandidateJob): Promise<void> {
    await this.prove(this.#asked, candidate.id);
  }

  #follow({ job }: CodeAnswer): void {
    this.#asked = '';
    this.#bench.settle(job);
  }
}

function candidatesIn(problem: Problem): CandidateJob[] {
  const jobs = problem.facts?.['jobs'];
  return Array.isArray(jobs) ? jobs.filter(isCandidate) : [];
}

function isCandidate(value: unknown): value is CandidateJob {
  return typeof value === 'object' && value !== null && 'id' in value && 'number' in value && 'serial' in value;
}
