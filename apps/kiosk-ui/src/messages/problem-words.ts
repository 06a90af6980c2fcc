import { isProblemCode, problems } from '@depot/contracts';
import type { Problem } from '@depot/contracts';
import { messageFor, sentence, textsOf } from './message';
import type { Language } from './message';

export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
}

/** What a problem says in a language. The detail is left out where it repeats the title. */
export function problemWords(problem: Problem, language: Language): ProblemWords {
  const { code } = problem;
  const ownTitle = messageFor(language, `problem.${code}.title`);
  if (ownTitle !== null) {
    return { title: ownTitle, detail: '', advice: messageFor(language, `problem.${code}.advice`) ?? '' };
  }
  const known = isProblemCode(code);
  const repeats = problem.detail === problem.title || (known && problem.detail === problems[code].title);
  const words = (known ? textsOf(language).problems?.[code] : undefined) ?? problem;
  return { title: words.title, detail: repeats ? '' : sentence(language, problem.detail), advice: words.advice };
}
