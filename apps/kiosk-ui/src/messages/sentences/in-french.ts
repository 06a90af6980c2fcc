import { JobState, Move, problems } from '@depot/contracts';
import type { ProblemCode } from '@depot/contracts';
import { wrongQrHelp } from '@depot/totp';
import { fr } from '../fr';
import { problemsInFrench } from '../problems-in-french';
import { aboutBurning } from './about-burning';
import { aboutEntra } from './about-entra';
import { aboutForms } from './about-forms';
import { aboutJobs } from './about-jobs';
import { aboutKeys } from './about-keys';
import { aboutMoltos } from './about-moltos';
import { aboutEscrow } from './about-escrow';
import { aboutReadOuts } from './about-read-outs';
import { aboutReaders } from './about-readers';
import { aboutSeedFiles } from './about-seed-files';
import { aboutSeedRows } from './about-seed-rows';
import { aboutSelfTests } from './about-self-tests';
import { aboutSignIns } from './about-sign-ins';
import { aboutTokens } from './about-tokens';
import { SentenceBook } from './sentence-book';
import type { Sentences } from './sentence-book';

const codes = Object.keys(problems) as ProblemCode[];

/** What a problem says by itself: a stopped job’s sentence ends with it. */
const ofProblems = Object.fromEntries(
  codes.flatMap((code) => [
    [problems[code].title, problemsInFrench[code].title],
    [problems[code].advice, problemsInFrench[code].advice],
  ]),
);
const ofWrongQrs = Object.fromEntries(
  Object.values(wrongQrHelp).flatMap(({ en, fr: french }) => [
    [en.title, french.title],
    [en.whatToDo, french.whatToDo],
  ]),
);
/** States, moves and statuses as words within a sentence. */
const ofWords = Object.fromEntries([
  ...wordsOf('move.', Move.options),
  ...wordsOf('entraStatus.', ['available', 'unassigned', 'assigned', 'activated', 'failedActivation']),
  ...wordsOf('tokenStatus.', ['stock', 'reserved', 'bound', 'returned', 'retired']),
  ...wordsOf('state.', JobState.options),
]);

function wordsOf(prefix: string, words: readonly string[]): [string, string][] {
  const texts: Readonly<Record<string, string>> = fr;
  return words.flatMap((word): [string, string][] => {
    const text = texts[prefix + word];
    return text === undefined ? [] : [[word, text.toLowerCase()]];
  });
}

/** What the API, the agent and the readers say, and its French. */
export const frenchSentences: Sentences = {
  ...ofProblems,
  ...ofWrongQrs,
  ...ofWords,
  ...aboutBurning,
  ...aboutKeys,
  ...aboutMoltos,
  ...aboutReaders,
  ...aboutSelfTests,
  ...aboutJobs,
  ...aboutTokens,
  ...aboutReadOuts,
  ...aboutSignIns,
  ...aboutEscrow,
  ...aboutForms,
  ...aboutEntra,
  ...aboutSeedFiles,
  ...aboutSeedRows,
};

export const sentencesInFrench = new SentenceBook(frenchSentences);
