import type { Sentences } from './sentence-book';

/** Seeds that are kept for a time. */
export const aboutEscrow: Sentences = {
  'There is no seed in escrow under this id.': 'Aucun secret n’est sous séquestre sous cet identifiant.',
  'The seed of job {job} stays until its token arrives.':
    'Le secret du dossier {job} reste jusqu’à la réception de son jeton.',
  'The seed of job {job} is kept as long as any may be, 30 days.':
    'Le secret du dossier {job} est conservé aussi longtemps que possible, 30 jours.',
  'The time for which the seed was kept is over, and it has been destroyed: nobody can compute a code any more.':
    'La durée de conservation du secret est terminée et il a été détruit : plus personne ne peut calculer de code.',
  'the directory has the token, and its batch keeps no seed':
    'l’annuaire connaît le jeton, et son lot ne conserve pas de secret',
  'its token did not arrive, and somebody ended its escrow':
    'son jeton n’est pas arrivé, et quelqu’un a mis fin à son séquestre',
  'an escrow lasts {days} days at most': 'un séquestre dure {days} jours au plus',
  'its escrow is over': 'son séquestre est terminé',
  'its escrow is over, and the hold with it': 'son séquestre est terminé, et la retenue avec lui',
};
