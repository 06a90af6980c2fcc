interface Facts {
  readonly count: number;
  /** The first of their jobs. */
  readonly jobs: readonly number[];
  readonly page: string;
}

type Words = (facts: Facts) => { readonly subject: string; readonly text: string };

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

function listed({ count, jobs }: Facts): string {
  return `${jobs.join(', ')}${count > jobs.length ? ', …' : ''}`;
}

/** What the staff are told two days before seeds are destroyed. Jobs by their numbers alone: no name and no serial. */
export const escrowWords: Readonly<Record<'en' | 'fr', Words>> = {
  en: (facts) => ({
    subject: `Within days the depot destroys ${facts.count === 1 ? 'a seed' : `${String(facts.count)} seeds`} whose token has not arrived`,
    text: lines(
      'The time for which these jobs’ seeds were kept ends within two days, and their tokens have not been proved to have arrived:',
      '',
      `Jobs: ${listed(facts)}`,
      '',
      'After that no code can be read out to their recipients, and no code can prove that the token came.',
      'Ask whether the tokens are there. Whoever needs more time holds a seed here, with a reason:',
      '',
      facts.page,
    ),
  }),
  fr: (facts) => ({
    subject: `Le dépôt détruira sous peu ${facts.count === 1 ? 'un secret' : `${String(facts.count)} secrets`} dont le jeton n’est pas arrivé`,
    text: lines(
      'La durée de conservation des secrets de ces dossiers se termine dans deux jours, et la réception de leurs jetons n’est pas prouvée :',
      '',
      `Dossiers : ${listed(facts)}`,
      '',
      'Ensuite, aucun code ne pourra être lu à leurs destinataires, et aucun code ne prouvera la réception du jeton.',
      'Demandez si les jetons sont arrivés. Qui a besoin de plus de temps retient un secret ici, avec une raison :',
      '',
      facts.page,
    ),
  }),
};
