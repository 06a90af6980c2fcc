import { fr } from './fr';
import { problemsInFrench } from './problems-in-french';

/** All that is said in French, in one piece that comes when somebody speaks it. */
export const french = { messages: fr, problems: problemsInFrench } as const;
