import type { Sentences } from './sentence-book';

/** What is said of people’s sign-ins. */
export const aboutSignIns: Sentences = {
  'Too many sign-ins were refused. Wait ten minutes.': 'Trop de connexions ont été refusées. Attendez dix minutes.',
  'Too many wrong digits today. Ask an admin to reset your second factor.':
    'Trop de chiffres erronés aujourd’hui. Demandez à un administrateur de retirer votre second facteur.',
  'You have no second factor.': 'Vous n’avez pas de second facteur.',
  'This session has ended already.': 'Cette session est déjà terminée.',
  'This depot has no identity provider.': 'Ce dépôt n’a pas de fournisseur d’identité.',
  'a session is named by 64 hex digits': 'une session est désignée par 64 chiffres hexadécimaux',
};
