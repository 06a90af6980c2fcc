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
  'helpdesk.lastWayIn':
    'Ce jeton a été perdu en route. Ses codes sont le dernier accès jusqu’à l’inscription du nouveau : chacun demande l’accord d’une deuxième personne.',
  'event.job.way-in-ended': 'Le dernier accès par le jeton perdu a pris fin',

  'letter.one': 'Lettre pour le colis',
  'letter.many': 'Lettres ({count})',
  'letter.manager': 'Lettre pour le responsable (PDF)',
  'letter.managerAbout': 'Elle contient un nouveau code : ne la mettez jamais dans le colis.',

  'sheet.open': 'Page d’audit',
  'sheet.title': 'Registre du jeton',
  'sheet.pdf': 'L’emporter (PDF)',
  'sheet.pdfAbout': 'La feuille nomme des personnes. Qu’elle a été établie, et pourquoi, est inscrit au registre.',
  'sheet.usual.1': 'Audit',
  'sheet.usual.2': 'Examen d’un incident',
  'sheet.whose': 'À qui il était',
  'sheet.nobody': 'Il n’a encore été attribué à personne.',
  'sheet.proofs': 'Ce qui l’a prouvé',
  'sheet.proofsAbout':
    'Les codes sont comparés et jamais conservés. Un code lu ou calculé ne prouve rien de l’endroit où est le jeton.',
  'sheet.how.code': 'par un code affiché par le jeton',
  'sheet.how.two-codes': 'par deux codes consécutifs',
  'sheet.how.attested': 'attesté par une personne, sans code',
  'sheet.how.computed': 'code calculé à partir du secret : aucune preuve',
  'sheet.how.read-out': 'code lu à un appelant : aucune preuve',
  'sheet.certificates': 'Destruction de son secret',
  'sheet.noCertificate': 'Aucun secret de ce jeton n’a encore été détruit.',
  'sheet.custody': 'Qui a fait quoi, quand',
  'sheet.row': 'ligne {row}',
  'sheet.erased': 'Son contenu a été effacé.',
  'sheet.verify': 'Le vérifier sans le dépôt',
  'sheet.verifyAbout':
    'Exportez le registre, puis vérifiez l’export seul, sur tout ordinateur doté du programme du dépôt. Le numéro et l’empreinte de chaque ligne ci-dessus peuvent remplacer la tête :',
  'sheet.anchor':
    'Dernière ancre signée, du {day}. Gardez sa clé ailleurs et vérifiez-la avec --anchor et --anchor-key.',
  'sheet.noAnchor': 'Aucune ancre n’a encore été signée.',
  'event.token.sheet-made': 'Page d’audit emportée',

  'helpdesk.passOffer': 'Créer un passe d’accès temporaire',
  'helpdesk.byRole': 'La personne détient un rôle dans Entra : elle est donc privilégiée.',
  'helpdesk.rolesUnread': 'Ses rôles dans Entra n’ont pas pu être lus : seul compte ce que dit le lot.',
};
