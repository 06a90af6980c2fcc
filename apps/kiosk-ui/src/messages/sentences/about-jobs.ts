import type { Sentences } from './sentence-book';

/** What cannot be done with a job, a code or a parcel, and why. */
export const aboutJobs: Sentences = {
  'There is no such job.': 'Ce dossier n’existe pas.',
  'There is no such batch.': 'Ce lot n’existe pas.',
  'There is no such parcel.': 'Ce colis n’existe pas.',
  'There is no such station.': 'Ce poste n’existe pas.',
  'Job {job} holds token {serial}. Go on with it, or cancel.':
    'Le dossier {job} tient le jeton {serial}. Continuez avec lui, ou annulez.',
  'The job was moved by somebody else a moment ago.': 'Quelqu’un d’autre vient de déplacer le dossier.',
  'Job {job} was moved by somebody else a moment ago.': 'Quelqu’un d’autre vient de déplacer le dossier {job}.',
  'Job {job} is {~state}: {~move} is not possible.':
    'Le dossier {job} est à l’étape « {~state} » : « {~move} » n’est pas possible.',
  'Job {job} is not paused.': 'Le dossier {job} n’est pas en pause.',
  'The user of job {job} shows no QR code.': 'L’utilisateur du dossier {job} n’affiche pas de QR code.',
  'Job {job} is for token {serial}.': 'Le dossier {job} est pour le jeton {serial}.',
  'Token {serial} is not in stock.': 'Le jeton {serial} n’est pas en stock.',
  'Token {serial} belongs to {~owner}.': 'Le jeton {serial} n’est pas libre ({~owner}).',
  'Token {serial} belongs to job {job}.': 'Le jeton {serial} appartient au dossier {job}.',
  'Token {serial} has no seed in the vault.': 'Le jeton {serial} n’a pas de secret au coffre.',
  'Token {serial} is bound by job {job} in this tenant.':
    'Le jeton {serial} est tenu par le dossier {job} chez ce locataire.',
  'The {~step} step failed several times. Go on to try again; if it stays, tell the admin.':
    'L’étape « {~step} » a échoué plusieurs fois. Reprenez pour réessayer ; si cela persiste, prévenez l’administrateur.',
  burn: 'écriture',
  verify: 'vérification',
  record: 'inscription',
  ship: 'expédition',

  'Job {job} is {~state}; no code is expected.':
    'Le dossier {job} est à l’étape « {~state} » ; aucun code n’est attendu.',
  'The code matches no token that waits here to be activated.':
    'Le code n’est celui d’aucun jeton qui attend ici d’être activé.',
  'Job {job} does not wait for this decision.': 'Le dossier {job} n’attend pas cette décision.',
  'No token at this station waits for its code.': 'Aucun jeton n’attend son code à ce poste.',
  'More than one token shows this code.': 'Plusieurs jetons affichent ce code.',
  'The code matches none of the {count} tokens that wait here; it is counted against none.':
    'Le code n’est celui d’aucun des {count} jetons qui attendent ici ; il n’est compté contre aucun.',
  'The job got a new seed a moment ago.': 'Le dossier vient de recevoir un nouveau secret.',
  'Five wrong codes. Check the serial on the token, switch it off and on, then go on.':
    'Cinq codes faux. Vérifiez le numéro de série du jeton, éteignez-le et rallumez-le, puis reprenez.',
  'This code belongs to token {serial} (job {job}).': 'Ce code appartient au jeton {serial} (dossier {job}).',
  'Too many wrong codes for this parcel. Wait ten minutes, or attest the arrival.':
    'Trop de codes faux pour ce colis. Attendez dix minutes, ou attestez la réception.',
  'Too many wrong codes for this token. Check its serial, and wait ten minutes.':
    'Trop de codes faux pour ce jeton. Vérifiez son numéro de série, et attendez dix minutes.',
  'Too many unknown codes at this station. Ask the desk, or wait ten minutes.':
    'Trop de codes inconnus à ce poste. Adressez-vous au guichet, ou attendez dix minutes.',
  'Too many codes at this station fitted no token. Choose the job first, or wait ten minutes.':
    'Trop de codes à ce poste n’allaient à aucun jeton. Choisissez d’abord le dossier, ou attendez dix minutes.',

  'Job {job} is {~state}; nothing of it is on its way.':
    'Le dossier {job} est à l’étape « {~state} » ; rien n’en est en route.',
  'the token that makes good for it is enrolled': 'le jeton qui le remplace est inscrit',
  'the job that makes good for it was cancelled': 'le dossier qui le remplace a été annulé',
  'the lost token was declared': 'le jeton perdu a été déclaré',
  'No token lies in this parcel: scan it into the parcel first.':
    'Ce colis ne contient aucun jeton : scannez-le d’abord dans le colis.',
  'Signs that the letter’s font does not have: {said}.': 'Signes absents de la police de la lettre : {said}.',
  'Entra knows nobody of this name.': 'Entra ne connaît personne de ce nom.',
  'Job {job} is {~state}; it has not left yet, or has ended.':
    'Le dossier {job} est à l’étape « {~state} » ; il n’est pas encore parti, ou il est terminé.',
  'The code does not match this job’s token.': 'Le code n’est pas celui du jeton de ce dossier.',
  'the token arrived': 'le jeton est arrivé',
  'This is not me': 'Ce n’est pas moi',
  'the token was lost': 'le jeton a été perdu',
  'the token was retired': 'le jeton a été mis au rebut',
  'the token came back: {reason}': 'le jeton est revenu : {reason}',
  'the job was cancelled': 'le dossier a été annulé',
  'a newer seed generation was proved': 'une génération plus récente du secret a été prouvée',
  'This is token {serial}. Job {job} is for token {wanted}.':
    'C’est le jeton {serial}. Le dossier {job} est pour le jeton {wanted}.',
  'Job {job} is {~state}; no parcel is on its way.':
    'Le dossier {job} est à l’étape « {~state} » ; aucun colis n’est en chemin.',
  'No notice is stuck under this id.': 'Aucun avis n’est bloqué sous cet identifiant.',
  'Job {job} is {~state}; it lies in no parcel.':
    'Le dossier {job} est à l’étape « {~state} » ; il n’est dans aucun colis.',
  'This parcel has not been posted.': 'Ce colis n’a pas été posté.',
  'Another parcel for the same recipient is open by now: post that one first, then take this one back.':
    'Un autre colis pour le même destinataire est ouvert entre-temps : postez d’abord celui-là, puis reprenez celui-ci.',
  'This parcel is not on its way.': 'Ce colis n’est pas en route.',
  'Job {job} is {~state}; open its parcel by scanning the token.':
    'Le dossier {job} est à l’étape « {~state} » ; ouvrez son colis en scannant le jeton.',
  'Nothing lies in this parcel, or it has left already.': 'Ce colis est vide, ou il est déjà parti.',
  'This parcel has left already. Open a new one: unpack, then scan the token again.':
    'Ce colis est déjà parti. Ouvrez-en un autre : déballez, puis scannez à nouveau le jeton.',
  '{upn} has no complete postal address (street, city and country).':
    '{upn} n’a pas d’adresse postale complète (rue, ville et pays).',
  'The job has no shipment.': 'Le dossier n’a pas d’envoi.',
};
