import type { Messages } from '../messages.js';

export const problems: Messages['problems'] = {
  'bad-request': { title: 'La demande n’est pas valable.', advice: 'Corrigez les champs nommés dans le détail.' },
  'sign-in-needed': { title: 'Vous n’êtes pas connecté.', advice: 'Connectez-vous et réessayez.' },
  'sign-in-refused': {
    title: 'Le nom ou le mot de passe est faux.',
    advice: 'Vérifiez les deux ; l’administrateur peut fixer un nouveau mot de passe.',
  },
  'not-your-role': { title: 'Votre rôle ne le permet pas.', advice: 'Demandez à quelqu’un qui a ce rôle.' },
  'foreign-origin': {
    title: 'La demande vient d’un autre site.',
    advice: 'Ouvrez le dépôt à sa propre adresse et réessayez là.',
  },
  'not-found': { title: 'Cela n’existe pas ici.', advice: 'Vérifiez l’adresse ou le numéro.' },
  'move-refused': {
    title: 'Le dossier n’en est pas là.',
    advice: 'Regardez-le à nouveau : quelqu’un ou quelque chose l’a fait avancer.',
  },
  'station-offline': {
    title: 'L’agent du poste n’est pas connecté.',
    advice: 'Démarrez l’agent près des lecteurs ; les ordres attendent son retour.',
  },
  'station-paused': { title: 'Le poste est en pause.', advice: 'Lisez sa note ; l’administrateur peut le relancer.' },
  'nothing-waiting': {
    title: 'Aucun dossier en attente.',
    advice: 'Créez un lot, ou regardez les dossiers en pause.',
  },
  'pairing-refused': {
    title: 'Le code d’appairage est faux, déjà utilisé ou vieux de plus de dix minutes.',
    advice: 'Demandez un nouveau code à l’administrateur.',
  },
  'wrong-qr': { title: 'Ce n’est pas le QR code attendu.', advice: 'Suivez l’aide, puis recommencez.' },
  'no-qr': {
    title: 'Aucun QR code trouvé dans l’image.',
    advice: 'Agrandissez-le, plus net, avec sa marge blanche, et recommencez.',
  },
  'two-qrs': { title: 'Il y a plusieurs QR codes dans l’image.', advice: 'Découpez le bon.' },
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
  'wrong-serial': { title: 'C’est un autre jeton.', advice: 'Prenez le bon jeton et scannez à nouveau.' },
  'wrong-code': {
    title: 'Le code ne correspond pas.',
    advice: 'Attendez le code suivant et tapez-le ; après cinq erreurs le dossier se met en pause.',
  },
  'old-code': {
    title: 'Ce code vient de l’ancien secret du jeton.',
    advice: 'Éteignez puis rallumez le jeton, et tapez le nouveau code.',
  },
  'other-token-code': {
    title: 'Ce code est celui d’un autre jeton.',
    advice: 'Vérifiez que vous tenez le bon jeton.',
  },
  'used-code': { title: 'Ce code a déjà servi.', advice: 'Attendez le code suivant du jeton et tapez-le.' },
  'not-consecutive': {
    title: 'Ce ne sont pas deux codes consécutifs de ce jeton.',
    advice: 'Tapez un code, attendez qu’il change, tapez le suivant.',
  },
  'ambiguous-code': {
    title: 'Deux jetons affichent ce code.',
    advice: 'Dites de quel jeton il s’agit, ou tapez le code suivant.',
  },
  'too-many-tries': {
    title: 'Cinq mauvais codes : le dossier est en pause.',
    advice: 'Vérifiez le numéro de série ; reprenez, ou resynchronisez avec deux codes de suite.',
  },
  'address-missing': {
    title: 'Le destinataire n’a pas d’adresse postale complète.',
    advice: 'Importez à nouveau le destinataire avec une adresse, ou remettez le jeton en main propre.',
  },
  'method-first': {
    title: 'Microsoft a déjà accepté ce jeton.',
    advice:
      'Retirez la méthode de la page de l’utilisateur, ou voyez-en une autre fonctionner ; confirmez, puis annulez.',
  },
  'bad-recipients': { title: 'Certains destinataires sont inutilisables.', advice: 'Corrigez les lignes indiquées.' },
  'bad-seed-file': {
    title: 'Certaines lignes du fichier sont inutilisables ; rien n’a été pris.',
    advice: 'Corrigez les lignes indiquées, ou demandez les bonnes seulement.',
  },
  'seed-destroyed': {
    title: 'Le secret est détruit.',
    advice: 'Attestez plutôt l’arrivée, ou créez un nouveau dossier.',
  },
  'seed-unreadable': {
    title: 'Le coffre ne peut pas ouvrir ce secret.',
    advice: 'Prévenez l’administrateur : le trousseau n’a pas la clé de ce secret.',
  },
  'too-large': { title: 'L’envoi est trop gros.', advice: 'Coupez-le en deux et réessayez.' },
  'too-many-requests': { title: 'Trop d’essais.', advice: 'Attendez une minute et réessayez.' },
  'name-taken': { title: 'Ce nom est déjà pris.', advice: 'Choisissez-en un autre.' },
  internal: {
    title: 'Une erreur s’est produite ici.',
    advice: 'Réessayez ; si elle persiste, donnez la référence à l’administrateur.',
  },
  'not-ready': { title: 'Le dépôt n’est pas prêt.', advice: 'Réessayez dans un instant.' },
  unreachable: {
    title: 'Le dépôt est injoignable.',
    advice: 'Vérifiez le réseau et réessayez ; rien de ce que vous avez tapé n’est perdu.',
  },
  unreadable: {
    title: 'La réponse du dépôt est illisible.',
    advice: 'Réessayez ; si cela persiste, prévenez l’administrateur.',
  },
};
