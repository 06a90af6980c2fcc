import type { NoticeTrouble } from '@depot/contracts';

/** A notice that did not go out, said without the words of the server: they may quote an address. */
export class NotSent extends Error {
  readonly trouble: NoticeTrouble;
  /** Whether the same may succeed later without anybody doing anything. */
  readonly passing: boolean;
  readonly answer: string | null;

  constructor(trouble: NoticeTrouble, how: { passing: boolean; answer: string | null }) {
    super(`A notice was not sent: ${trouble}.`);
    this.trouble = trouble;
    this.passing = how.passing;
    this.answer = how.answer;
  }
}
