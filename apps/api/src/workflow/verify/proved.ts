/** A code did its work: for which job, and the seconds the token's clock is ahead of ours by it. */
export interface Proved {
  readonly jobId: string;
  readonly drift: number;
}
