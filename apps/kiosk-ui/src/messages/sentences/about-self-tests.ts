import type { Sentences } from './sentence-book';

/** The lines of a station’s self-test. */
export const aboutSelfTests: Sentences = {
  'The self-test broke off.': 'L’autotest s’est interrompu.',
  'Node.js {version} is too old: install {oldest} or later':
    'Node.js {version} est trop ancien : installez la version {oldest} ou plus récente',
  'SM4, the tokens’ cipher, is there ({openssl})': 'SM4, le chiffrement des jetons, est là ({openssl})',
  'SM4, the tokens’ cipher, is missing ({openssl}): install an official Node.js build':
    'SM4, le chiffrement des jetons, manque ({openssl}) : installez une version officielle de Node.js',
  'The folder {folder} cannot be written to: choose another one with --folder':
    'Impossible d’écrire dans le dossier {folder} : choisissez-en un autre avec --folder',
  'The folder {folder} can be written to': 'Le dossier {folder} est accessible en écriture',
  'The burn of a virtual token was not tried': 'L’écriture d’un jeton virtuel n’a pas été essayée',
  'The burn of a virtual token broke off ({error})': 'L’écriture d’un jeton virtuel s’est interrompue ({error})',
  'A virtual {model} on a virtual reader was identified': 'Un {model} virtuel sur un lecteur virtuel a été reconnu',
  'It was not burned: {~why} ({code})': 'Il n’a pas été écrit : {~why} ({code})',
  'A seed was sealed to it, opened and burned': 'Un secret a été scellé pour lui, ouvert et écrit',
  'The journal kept the report until it was acknowledged':
    'Le journal a gardé le rapport jusqu’à son accusé de réception',
  'The journal lost the report': 'Le journal a perdu le rapport',
  'Its code is the one computed from the seed': 'Son code est celui calculé à partir du secret',
  'Its code is not that of the seed': 'Son code n’est pas celui du secret',
  'The readers could not be opened.': 'Les lecteurs n’ont pas pu être ouverts.',
  'Readers, reached by {~binding}: {~readers}': 'Lecteurs, atteints par {~binding} : {~readers}',
  'virtual readers': 'lecteurs virtuels',
  'no reader is plugged in': 'aucun lecteur n’est branché',
  'No identity in {folder}. Pair this agent first: ask the admin for a pairing code.':
    'Aucune identité dans {folder}. Appairez d’abord cet agent : demandez un code d’appairage à l’administrateur.',
  'The identity in {folder} is damaged. Pair this agent again.':
    'L’identité dans {folder} est abîmée. Appairez cet agent à nouveau.',
  'The identity in {folder} cannot be read.': 'L’identité dans {folder} ne peut pas être lue.',
  'Paired with {url} as “{name}”': 'Appairé avec {url} sous le nom « {name} »',
  'The depot at {host} cannot be reached, so the clock was not compared':
    'Le dépôt à {host} est injoignable : l’horloge n’a pas été comparée',
  'This machine’s clock is {~difference} the depot’s': 'L’horloge de cette machine est {~difference} celle du dépôt',
  'This machine’s clock is {~difference} the depot’s: set it, for tokens take their time from it':
    'L’horloge de cette machine est {~difference} celle du dépôt : réglez-la, car les jetons y prennent leur heure',
  'the same as': 'la même que',
  '{seconds} s ahead of': 'en avance de {seconds} s sur',
  '{seconds} s behind': 'en retard de {seconds} s sur',
};
