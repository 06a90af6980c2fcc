import type { Sentences } from './sentence-book';

/** What is said of people’s sign-ins. */
export const aboutSignIns: Sentences = {
  'Too many sign-ins were refused. Wait ten minutes.': 'Trop de connexions ont été refusées. Attendez dix minutes.',
  'Too many wrong digits today. Ask an admin to reset your second factor.':
    'Trop de chiffres erronés aujourd’hui. Demandez à un administrateur de retirer votre second facteur.',
  'You have no second factor.': 'Vous n’avez pas de second facteur.',
  'There is no such person. Load the list of people anew.':
    'Cette personne n’existe pas. Rechargez la liste des personnes.',
  'The provider’s claim gives them their roles at each sign-in. Change it there, then end their sessions here.':
    'L’attribut du fournisseur donne les rôles à chaque connexion. Changez-le là-bas, puis terminez ici les sessions de la personne.',
  'Another admin has just taken the role admin from you, or closed your account.':
    'Un autre administrateur vient de vous retirer le rôle d’administrateur, ou de fermer votre compte.',
  'This session has ended already.': 'Cette session est déjà terminée.',
  'This depot has no identity provider.': 'Ce dépôt n’a pas de fournisseur d’identité.',
  'a session is named by 64 hex digits': 'une session est désignée par 64 chiffres hexadécimaux',
};
