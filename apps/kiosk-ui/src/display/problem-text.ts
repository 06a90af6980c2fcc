import type { Problem, StopReason } from '@depot/contracts';
import type { Messages } from '../messages/messages.js';

export interface ProblemText {
  readonly main: string;
  readonly advice: string;
  /** The API's own sentence where the main line is in another language than it. */
  readonly original: string | null;
}

/**
 * What to tell the person. The API's sentences are English: in English its detail comes first, in other languages
 * the title of the code does, with the detail below it because it may name a serial or a job.
 */
export function problemText(problem: Problem, messages: Messages, code: string): ProblemText {
  const known = knownWords(problem.code, messages);
  if (code === 'en' || known === undefined) {
    const main = problem.detail || problem.title || (known?.title ?? problem.code);
    return { main, advice: problem.advice || (known?.advice ?? ''), original: null };
  }
  const says = problem.detail !== '' && problem.detail !== problem.title;
  return { main: known.title, advice: known.advice, original: says ? problem.detail : null };
}

/** Why a job is paused: in the person's language where the reason is a known problem. */
export function stopText(stop: StopReason, messages: Messages, code: string): string {
  return code === 'en' ? stop.detail : (knownWords(stop.code, messages)?.title ?? stop.detail);
}

function knownWords(code: string, messages: Messages) {
  const table: Readonly<Record<string, { title: string; advice: string } | undefined>> = messages.problems;
  return table[code];
}
