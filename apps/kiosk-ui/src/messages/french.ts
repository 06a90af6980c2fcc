import { fr } from './fr';
import { problemsInFrench } from './problems-in-french';
import { sentencesInFrench } from './sentences/in-french';

/** All that is said in French, in one piece that comes when somebody speaks it. */
export const french = { messages: fr, problems: problemsInFrench, sentences: sentencesInFrench } as const;
