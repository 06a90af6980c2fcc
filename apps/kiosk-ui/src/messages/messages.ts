import type { en } from './en.js';

/** A text for a person, by what it is about. */
export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
}

/** What every language must say: English is complete by definition, and the compiler names what another one lacks. */
export type Messages = Omit<typeof en, 'problems'> & {
  readonly problems: Readonly<Record<keyof (typeof en)['problems'], ProblemWords>>;
};

/** A text that depends on a number. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}
