import type { Sentences } from './sentence-book';

/** Keys of programs, and the access review. */
export const aboutKeys: Sentences = {
  'This takes the scope {scope}.': 'Il faut le droit {scope}.',
  'This takes somebody who is signed in, never a key.': 'Il faut une personne connectée, jamais une clé.',
  'There is no such key.': 'Cette clé n’existe pas.',
  'name the program that will use the key': 'nommez le programme qui utilisera la clé',
  'a key takes a scope': 'une clé a besoin d’un droit',
  'a key is good for 1 to 366 days': 'une clé est valable de 1 à 366 jours',
  'the earlier secret may go on for 30 days at most': 'la clé précédente peut servir encore 30 jours au plus',
  'the period ends before it begins': 'la période finit avant de commencer',
};
