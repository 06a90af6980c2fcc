import type { ProblemCode } from '@depot/contracts';

interface Words {
  readonly title: string;
  readonly advice: string;
}

/** The problems of the contracts, in French; the compiler finds one that is missing. */
export const problemsInFrench: Readonly<Record<ProblemCode, Words>> = {
  'bad-request': { title: 'La demande n’est pas valable.', advice: 'Corrigez les champs indiqués.' },
  'sign-in-needed': { title: 'Vous n’êtes pas connecté.', advice: 'Connectez-vous et réessayez.' },
  'sign-in-refused': {
    title: 'Nom, mot de passe ou six chiffres incorrects.',
    advice: 'Vérifiez-les et réessayez ; l’administrateur peut définir un nouveau mot de passe.',
  },
  'provider-refused': {
    title: 'La connexion n’est pas allée à son terme.',
    advice: 'Recommencez ; chacune vaut une fois, et dix minutes.',
  },
  'provider-away': {
    title: 'Le fournisseur d’identité ne répond pas.',
    advice: 'Réessayez dans un instant, ou connectez-vous avec un nom et un mot de passe de ce dépôt.',
  },
  'no-role': {
    title: 'Votre compte n’a aucun rôle dans ce dépôt.',
    advice:
      'Demandez à qui gère votre annuaire un rôle d’application ou un groupe de Token Depot, puis reconnectez-vous.',
  },
  'too-many-groups': {
    title: 'Vous êtes dans plus de groupes que votre annuaire n’en indique.',
    advice:
      'Demandez à qui gère votre annuaire de donner les rôles de Token Depot par des rôles d’application, et non par des groupes.',
  },
  'account-closed': {
    title: 'Votre compte dans ce dépôt est fermé.',
    advice: 'Un administrateur du dépôt peut le rouvrir.',
  },
  'factor-missing': {
    title: 'Votre rôle exige un second facteur.',
    advice: 'Configurez-le sur votre page, puis continuez.',
  },
  'factor-there': {
    title: 'Vous avez déjà un second facteur.',
    advice: 'Retirez-le d’abord, puis configurez le nouveau.',
  },
  'factor-code': {
    title: 'Ces chiffres ne sont pas ceux que nous attendons.',
    advice: 'Attendez les suivants et tapez-les ; l’horloge de votre appareil doit être juste.',
  },
  'oneself-refused': {
    title: 'Mot de passe ou six chiffres incorrects.',
    advice: 'Tapez le mot de passe de votre connexion, et des chiffres frais si vous avez un second facteur.',
  },
  'not-oneself': {
    title: 'Vous ne pouvez pas faire cela à vous-même.',
    advice: 'Un autre administrateur le peut ; ce qui touche votre propre connexion est sur votre page.',
  },
  'provider-person': {
    title: 'Cette personne se connecte chez le fournisseur d’identité.',
    advice: 'Mots de passe, seconds facteurs et rôles y sont définis.',
  },
  'person-closed': {
    title: 'Ce compte est fermé.',
    advice: 'Rouvrez-le d’abord, puis changez ses rôles.',
  },
  'last-admin': {
    title: 'Plus personne d’autre ne pourrait se connecter comme administrateur.',
    advice: 'Donnez d’abord le rôle d’administrateur à quelqu’un d’autre, puis retirez-le ici.',
  },
  'not-your-role': {
    title: 'Votre rôle ne le permet pas.',
    advice: 'Demandez à une personne qui a ce rôle.',
  },
  'key-refused': {
    title: 'Cette clé n’est pas valable ici.',
    advice:
      'Envoyez la clé entière dans « Authorization: Bearer … » ; un administrateur voit si elle a expiré ou a été révoquée.',
  },
  'key-scope': {
    title: 'Cette clé ne le permet pas.',
    advice: 'Demandez à un administrateur une clé qui a ce droit, ou laissez faire une personne connectée.',
  },
  'key-tenant': {
    title: 'Cette clé est pour un autre tenant.',
    advice: 'Demandez à un administrateur de ce dépôt une clé de son propre tenant.',
  },
  'key-over': {
    title: 'Cette clé a pris fin.',
    advice: 'Créez-en une nouvelle : ce qui a été révoqué ou a expiré le reste.',
  },
  'foreign-origin': {
    title: 'La demande vient d’un autre site.',
    advice: 'Ouvrez le dépôt à sa propre adresse et réessayez là.',
  },
  'not-found': { title: 'Rien de tel ici.', advice: 'Vérifiez l’adresse ou le numéro.' },
  'move-refused': {
    title: 'Le dossier n’est pas à l’étape où cela est possible.',
    advice: 'Regardez à nouveau le dossier : il a été déplacé entre-temps.',
  },
  'station-offline': {
    title: 'L’agent du poste n’est pas connecté.',
    advice: 'Démarrez l’agent à côté des lecteurs ; les ordres attendent son retour.',
  },
  'station-paused': {
    title: 'Le poste est en pause.',
    advice: 'Lisez la note ; l’administrateur peut le remettre en service.',
  },
  'station-self-service': {
    title: 'Le poste est en libre-service.',
    advice: 'Prenez un autre poste, ou arrêtez le libre-service à celui-ci.',
  },
  'station-busy': {
    title: 'Des dossiers sont ouverts à ce poste.',
    advice: 'Terminez-les ou remettez-les en attente, puis lancez le libre-service.',
  },
  'self-code-refused': {
    title: 'Ce code n’est pas connu ici.',
    advice: 'Tapez-le à nouveau comme sur le bulletin, ou adressez-vous au guichet.',
  },
  'self-code-spent': {
    title: 'Ce code n’est plus valable.',
    advice: 'Demandez-en un nouveau au guichet.',
  },
  'arrival-refused': {
    title: 'Le code et les chiffres n’ont pas été acceptés.',
    advice: 'Tapez-les à nouveau ; si cela persiste, attendez dix minutes ou adressez-vous à votre assistance.',
  },
  'self-not-ready': {
    title: 'Ce jeton ne peut pas être préparé ici en ce moment.',
    advice: 'Adressez-vous au guichet.',
  },
  'nothing-waiting': {
    title: 'Aucun dossier en attente.',
    advice: 'Créez un lot, ou regardez les dossiers en pause.',
  },
  'pairing-refused': {
    title: 'Le code d’appairage est faux, déjà utilisé ou vieux de plus de dix minutes.',
    advice: 'Demandez un nouveau code à l’administrateur.',
  },
  'unsafe-line': {
    title: 'Le dépôt ne prend les postes que par https.',
    advice: 'Donnez à cet agent son adresse https.',
  },
  'wrong-qr': {
    title: 'Ce n’est pas le QR code qu’il nous faut.',
    advice: 'Suivez l’aide affichée, puis scannez à nouveau.',
  },
  'other-account': {
    title: 'Ce QR code est destiné à un autre compte.',
    advice:
      'Demandez le QR code du destinataire de ce dossier. Si les deux noms désignent la même personne, dites-le et renvoyez-le.',
  },
  'duplicate-serial': {
    title: 'Ce jeton est déjà utilisé.',
    advice: 'Prenez un autre jeton ; un administrateur peut déclarer celui-ci rendu.',
  },
  'duplicate-seed': {
    title: 'Ce secret est déjà utilisé.',
    advice: 'Demandez un nouveau QR code ; un secret ne sert qu’à un dossier.',
  },
  'not-in-stock': {
    title: 'Ce jeton n’est pas en stock.',
    advice: 'Importez d’abord son fichier de secrets, ou prenez un autre jeton.',
  },
  'wrong-serial': { title: 'C’est un autre jeton.', advice: 'Prenez le jeton indiqué et scannez à nouveau.' },
  'wrong-code': {
    title: 'Le code ne correspond pas.',
    advice: 'Attendez le code suivant et tapez-le ; après cinq codes faux le dossier passe en pause.',
  },
  'clock-off': {
    title: 'L’horloge du jeton est peut-être très décalée.',
    advice: 'Attendez le code suivant du jeton et tapez-le aussi : deux codes à la suite la recalent.',
  },
  'old-code': {
    title: 'Ce code vient de l’ancien secret du jeton.',
    advice: 'Éteignez puis rallumez le jeton, et tapez le nouveau code.',
  },
  'other-token-code': {
    title: 'Ce code appartient à un autre jeton.',
    advice: 'Vérifiez que vous tenez le jeton indiqué.',
  },
  'used-code': {
    title: 'Ce code a déjà servi.',
    advice: 'Attendez le code suivant du jeton et tapez-le.',
  },
  'not-consecutive': {
    title: 'Ces deux codes ne sont pas deux codes consécutifs de ce jeton.',
    advice: 'Tapez un code, attendez qu’il change, tapez le suivant.',
  },
  'ambiguous-code': {
    title: 'Deux jetons affichent ce code.',
    advice: 'Dites de quel jeton il s’agit, ou tapez le code suivant.',
  },
  'too-many-tries': {
    title: 'Trop de codes faux.',
    advice:
      'Vérifiez le numéro de série du jeton. Un dossier en pause peut reprendre ; deux codes de suite retrouvent son horloge.',
  },
  'address-missing': {
    title: 'L’adresse postale du destinataire est incomplète.',
    advice: 'Importez à nouveau le destinataire avec une adresse, ou remettez le jeton en main propre.',
  },
  'method-first': {
    title: 'Microsoft a déjà accepté ce jeton.',
    advice:
      'Retirez la méthode de la page de l’utilisateur, ou voyez-en fonctionner une autre ; puis confirmez et annulez.',
  },
  'bad-recipients': {
    title: 'Certains destinataires ne sont pas utilisables.',
    advice: 'Corrigez les lignes indiquées.',
  },
  'seed-file-refused': {
    title: 'Ce fichier ne peut pas être pris.',
    advice: 'Faites ce que dit le détail, et envoyez le bon fichier.',
  },
  'seed-file-elsewhere': {
    title: 'Le fichier de secrets n’en est pas là.',
    advice: 'Regardez-le à nouveau : il est en lecture, déjà pris, ou attend une réponse.',
  },
  'seed-destroyed': {
    title: 'Le secret est détruit.',
    advice: 'Attestez plutôt la réception, ou créez un nouveau dossier.',
  },
  'not-held': {
    title: 'Personne ne retient ce secret.',
    advice: 'Regardez la liste à nouveau : il a été libéré entre-temps, ou il est conservé sans retenue.',
  },
  'not-overdue': {
    title: 'Ce secret a sa propre fin, ou son délai n’est pas écoulé.',
    advice:
      'Attendez qu’il soit listé comme en retard. Un jeton perdu se déclare perdu, ce qui détruit son secret aussitôt.',
  },
  'escrow-fixed': {
    title: 'Ce secret ne peut pas être conservé plus longtemps.',
    advice: 'Faites parvenir le jeton au destinataire avant la fin, ou créez un dossier avec un autre jeton.',
  },
  'seed-unreadable': {
    title: 'Le coffre ne peut pas ouvrir ce secret.',
    advice: 'Prévenez l’administrateur : le trousseau n’a pas la clé avec laquelle ce secret a été scellé.',
  },
  'keyring-unread': {
    title: 'Le coffre ne prend rien pour l’instant.',
    advice:
      'Prévenez l’administrateur : ce serveur ne peut pas lire le trousseau tel qu’il est, et son journal dit pourquoi. Puis réessayez.',
  },
  'directory-refused': {
    title: 'Microsoft Entra ne l’a pas pris.',
    advice: 'Faites ce qui est indiqué, puis reprenez. Un administrateur peut aussi inscrire le jeton dans le portail.',
  },
  'directory-away': {
    title: 'Microsoft Entra ne répond pas.',
    advice: 'Rien n’est perdu : reprenez dans un instant, ce qui est déjà fait sera retrouvé.',
  },
  'directory-paced': {
    title: 'Microsoft Graph a assez à faire pour l’instant.',
    advice: 'Rien n’est perdu : saisissez alors le code que le jeton affiche.',
  },
  'directory-user': {
    title: 'Entra ne peut pas donner de jeton à ce destinataire.',
    advice: 'Corrigez dans Entra ce qui est indiqué, puis reprenez ; ou annulez le dossier.',
  },
  'directory-serial-taken': {
    title: 'Entra connaît déjà un jeton de ce numéro.',
    advice: 'Un administrateur peut décider que l’ancien disparaît ; sinon annulez et prenez un autre jeton.',
  },
  'not-connected': {
    title: 'Il n’y a pas de connexion à Microsoft Entra.',
    advice: 'Un administrateur la définit dans les réglages ; d’ici là, les jetons sont inscrits dans le portail.',
  },
  'pass-there': {
    title: 'Le destinataire a déjà un passe d’accès temporaire.',
    advice: 'Personne ne peut le relire. Remplacez-le, ou laissez-le utiliser celui qu’il a.',
  },
  'way-in-closed': {
    title: 'Rien du jeton perdu ne peut rester ouvert.',
    advice:
      'Son secret n’existe plus, ou le dépôt le retire à son utilisateur dans Entra. Un passe d’accès temporaire lui ouvre l’accès en attendant.',
  },
  'letter-unprintable': {
    title: 'Tous les noms ou adresses ne peuvent pas être imprimés.',
    advice:
      'Laissez ces colis de côté et écrivez leurs lettres à la main, ou orthographiez les noms en lettres latines, grecques, cyrilliques, arméniennes ou géorgiennes.',
  },
  'read-out-closed': {
    title: 'Aucun code ne peut être lu pour ce colis.',
    advice: 'Suivez ce qui est indiqué.',
  },
  'caller-check': {
    title: 'L’appelant n’a pas été vérifié.',
    advice: 'Posez les questions et saisissez ce qui est répondu ; recommencez si trop de temps a passé.',
  },
  'caller-locked': {
    title: 'Trop de réponses fausses.',
    advice: 'Terminez l’appel. Dans un quart d’heure, la personne pourra être interrogée de nouveau.',
  },
  'read-out-over': {
    title: 'Cette lecture est terminée.',
    advice: 'Demandez-en une autre ; chacune compte.',
  },
  'read-out-live': {
    title: 'Un code de ce jeton est en train d’être lu.',
    advice: 'Attendez une ou deux minutes que ce soit terminé, puis saisissez le code affiché par le jeton.',
  },
  'read-out-code': {
    title: 'Ce code a été lu à quelqu’un : il ne prouve rien.',
    advice: 'Attendez que le jeton affiche un code que personne n’a entendu, et saisissez celui-là.',
  },
  'read-out-by-you': {
    title: 'Vous avez lu des codes pour ce dossier.',
    advice: 'Faites prouver l’arrivée par un code du jeton, ou demandez à un collègue qui n’en a lu aucun.',
  },
  'set-aside': {
    title: 'Ce jeton a été mis de côté.',
    advice: 'Prenez-en un autre. Un administrateur peut dire sur sa page qu’il va bien, ou le retirer.',
  },
  'token-unfit': { title: 'Ce n’est pas possible avec ce jeton.', advice: 'Faites ce qui est indiqué.' },
  'too-large': { title: 'L’envoi est trop volumineux.', advice: 'Divisez-le et réessayez.' },
  'too-many-requests': { title: 'Trop d’essais.', advice: 'Attendez une minute et réessayez.' },
  'jobs-open': {
    title: 'Des dossiers de ce destinataire ne sont pas terminés.',
    advice: 'Menez à terme ou annulez les dossiers cités dans le détail, puis réessayez.',
  },
  'name-taken': { title: 'Ce nom est déjà pris.', advice: 'Choisissez-en un autre.' },
  internal: {
    title: 'Une erreur s’est produite ici.',
    advice: 'Réessayez ; si cela persiste, donnez la référence à l’administrateur.',
  },
  'not-ready': { title: 'Le dépôt n’est pas prêt.', advice: 'Réessayez dans un instant.' },
};
