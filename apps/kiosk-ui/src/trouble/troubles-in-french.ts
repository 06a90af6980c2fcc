import type { TroubleWords } from './trouble-words';
import type { TroubleName } from './troubles';

export const troublesInFrench: Readonly<Record<TroubleName, TroubleWords>> = {
  'reader-missing': {
    title: 'Aucun lecteur n’est utilisable.',
    what: 'L’agent du poste {station} est là, mais il n’a aucun lecteur.',
    steps: [
      'Rebranchez le câble du lecteur et vérifiez que son voyant s’allume.',
      'Rien à presser : dès que le lecteur est là, le travail reprend.',
    ],
  },
  'agent-offline': {
    title: 'L’agent du poste {station} n’est pas connecté.',
    what: 'Le programme à côté des lecteurs est arrêté, ou sans réseau. Ce qui est commandé l’attend ; rien n’est perdu.',
    steps: [
      'Vérifiez que le PC à côté des lecteurs est allumé et a du réseau.',
      'Démarrez-y l’agent : token-depot-agent run',
      'Rien à presser : dès qu’il est connecté, le travail reprend.',
    ],
  },
  'station-paused': {
    title: 'Le poste {station} est en pause.',
    what: 'L’administrateur dit : « {note} »',
    steps: [
      'Terminez ce que vous tenez : codes et colis continuent, rien de nouveau n’est écrit.',
      'Rien à presser : le travail reprend quand l’administrateur le relance.',
    ],
  },
  'depot-away': {
    title: 'Le dépôt est injoignable.',
    what: 'Depuis {since}. Rien n’est perdu : l’écran reste, et ce que vous tapez ou scannez est envoyé au retour du dépôt.',
    steps: [
      'Laissez cette page ouverte : elle réessaie d’elle-même.',
      'Si cela dure des minutes, vérifiez le réseau de ce PC et prévenez l’administrateur.',
    ],
  },
  'session-expired': {
    title: 'Votre session est terminée, {name}.',
    what: 'Elle durait depuis longtemps, ou quelqu’un l’a fermée. Votre travail est resté tel quel.',
    steps: ['Reconnectez-vous : tout reprend où vous en étiez.'],
  },
  'job-elsewhere': {
    title: 'Le dossier {job} est à un autre poste.',
    what: 'Le poste {station} l’a repris.',
    more: { serial: 'Son jeton est {serial}.' },
    steps: ['Si vous tenez son jeton, apportez-le au poste {station}.', 'Continuez avec le dossier suivant.'],
  },
  'other-token': {
    title: 'C’est le jeton d’un autre dossier.',
    what: 'Vous tenez le jeton {serial}.',
    more: { job: 'Il appartient au dossier {job}.', wanted: 'Il faut ici le jeton {wanted}.' },
    steps: ['Mettez le jeton {serial} de côté pour son dossier.', 'Prenez le jeton qu’il faut ici.'],
  },
  'token-used': {
    title: 'Ce jeton est déjà utilisé.',
    what: 'Le jeton {serial} a un propriétaire et n’a pas été déclaré rendu : rien n’y est écrit.',
    more: { job: 'Il appartient au dossier {job}.' },
    steps: [
      'Mettez le jeton {serial} de côté.',
      'Prenez-en un neuf.',
      'S’il a bien été rendu, un administrateur le déclare.',
    ],
  },
  'wrong-code': {
    title: 'Le code ne correspond pas.',
    what: 'Il a été mal lu, ou vient d’un autre jeton.',
    more: { serial: 'Il faut le code du jeton {serial}.', triesLeft: 'Essais restants : {triesLeft}.' },
    steps: ['Éteignez puis rallumez le jeton.', 'Tapez les six chiffres qu’il affiche alors.'],
  },
  'clock-off': {
    title: 'L’horloge du jeton est peut-être très décalée.',
    what: 'Le jeton {serial} affiche les codes d’une autre heure.',
    more: { triesLeft: 'Essais restants : {triesLeft}.' },
    steps: [
      'Attendez que le jeton affiche son code suivant.',
      'Tapez-le aussi : deux codes à la suite retrouvent l’horloge.',
      'S’il est encore refusé, ce jeton a un problème.',
    ],
  },
};
