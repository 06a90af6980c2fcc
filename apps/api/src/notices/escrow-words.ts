import type { NoticeKind } from '@depot/contracts';

/** Notices to the staff that tell of seeds, mostly of many jobs' at once. */
export type EscrowNotice = Extract<NoticeKind, 'escrow-ends' | 'escrow-overdue'>;

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

/** What the staff are told of seeds in escrow. Jobs by their numbers alone: no name and no serial. */
export const escrowWords: Readonly<Record<EscrowNotice, Readonly<Record<'en' | 'fr', Words>>>> = {
  'escrow-ends': {
    en: (facts) => ({
      subject: `Within days the depot destroys ${facts.count === 1 ? 'a seed' : `${String(facts.count)} seeds`} whose token has not arrived`,
      text: lines(
        'The time for which these jobs’ seeds are kept ends within two days, and their tokens have not been proved to have arrived:',
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
        'La durée de conservation des secrets de ces dossiers se termine sous deux jours, et la réception de leurs jetons n’est pas prouvée :',
        '',
        `Dossiers : ${listed(facts)}`,
        '',
        'Ensuite, aucun code ne pourra être lu à leurs destinataires, et aucun code ne prouvera la réception du jeton.',
        'Demandez si les jetons sont arrivés. Qui a besoin de plus de temps retient un secret ici, avec une raison :',
        '',
        facts.page,
      ),
    }),
  },
  'escrow-overdue': {
    en: (facts) => ({
      subject: `Somebody has to decide about ${facts.count === 1 ? 'a seed' : `${String(facts.count)} seeds`} whose token is overdue`,
      text: lines(
        'These jobs’ seeds are kept until their tokens arrive, and nobody has said that they did, for longer than the depot lets pass without a word:',
        '',
        `Jobs: ${listed(facts)}`,
        '',
        'Nothing is destroyed by itself: it may be all that lets the recipient in. Ask them whether the token is there, then say what became of it:',
        'it arrived, it was lost in the post, it is to be waited for (with a reason), or its seed is to be destroyed.',
        'While nobody decides you are told again each week.',
        '',
        facts.page,
      ),
    }),
    fr: (facts) => ({
      subject: `Une décision est attendue pour ${facts.count === 1 ? 'un secret' : `${String(facts.count)} secrets`} dont le jeton est en retard`,
      text: lines(
        'Les secrets de ces dossiers sont conservés jusqu’à la réception de leurs jetons, que personne n’a signalée depuis plus longtemps que le dépôt ne l’admet sans rien dire :',
        '',
        `Dossiers : ${listed(facts)}`,
        '',
        'Rien n’est détruit de soi-même : c’est peut-être le seul accès du destinataire. Demandez-lui si le jeton est là, puis dites ce qu’il est devenu :',
        'il est arrivé, il a été perdu en route, il faut l’attendre encore (avec une raison), ou son secret est à détruire.',
        'Tant que personne ne décide, vous serez averti chaque semaine.',
        '',
        facts.page,
      ),
    }),
  },
};
