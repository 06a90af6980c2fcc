import type { papersInEnglish } from './papers-en';

/** The same in French; the compiler finds one that is missing. */
export const papersInFrench: Readonly<Record<keyof typeof papersInEnglish, string>> = {
  'lost.button': 'Perdu en route',
  'lost.title': 'Perdu en route · dossier {number}',
  'lost.what': 'Ce qui se passe si vous confirmez',
  'lost.graph': 'Dans Entra, le jeton est aussitôt retiré à son utilisateur.',
  'lost.byHandNow': 'Entra ne peut pas être prévenu d’ici : la page du dossier dira quoi faire dans le portail.',
  'lost.byHandLater':
    'L’utilisateur garde l’entrée du jeton perdu chez Microsoft jusqu’à l’inscription du nouveau ; elle est ensuite supprimée à la main.',
  'lost.newJob': 'Un nouveau dossier pour le même destinataire attend dans le même lot. Chacun renvoie à l’autre.',
  'lost.seedGone': 'Le secret est détruit aussitôt. Plus aucun code du jeton perdu n’est lu.',
  'lost.seedKept':
    'Le secret reste jusqu’à l’inscription du nouveau jeton, puis il est détruit. D’ici là, l’assistance peut lire un code : chacun demande l’accord d’une deuxième personne.',
  'lost.closed': 'La lecture de codes est fermée ici : un administrateur l’ouvre dans les réglages.',
  'lost.pass':
    'En attendant, un passe d’accès temporaire peut lui ouvrir l’accès : sur cette page ou auprès de l’assistance.',
  'lost.noPass': 'Sans connexion à Entra, le dépôt ne peut pas créer de passe d’accès temporaire.',
  'lost.others': 'Le même colis contenait : {jobs}. Signalez-le sur la page de chacun.',
  'lost.wayIn': 'La personne peut-elle se connecter sans ce jeton ?',
  'lost.wayIn.read-out': 'Non, ou on ne sait pas : garder ses codes comme dernier accès',
  'lost.wayIn.none': 'Oui : détruire son secret aussitôt',
  'lost.confirm': 'Perdu : créer un nouveau dossier',
  'lost.replacedBy': 'Perdu en route. Remplacé par',
  'lost.replaces': 'Remplace un jeton perdu en route :',
  'lost.lastWayIn':
    'Jusqu’à l’inscription du nouveau jeton, les codes de celui-ci sont le dernier accès du destinataire.',
  'lost.usual.1': 'Introuvable chez le transporteur',
  'lost.usual.2': 'Jamais arrivé',
  'lost.usual.3': 'Volé en route',
  'helpdesk.lastWayIn':
    'Ce jeton a été perdu en route. Ses codes sont le dernier accès jusqu’à l’inscription du nouveau : chacun demande l’accord d’une deuxième personne.',
  'event.job.way-in-ended': 'Le dernier accès par le jeton perdu a pris fin',

  'letter.one': 'Lettre pour le colis',
  'letter.many': 'Lettres ({count})',
  'letter.manager': 'Lettre pour le responsable (PDF)',
  'letter.managerAbout': 'Elle contient un nouveau code : ne la mettez jamais dans le colis.',
};
