import type { Sentences } from './sentence-book';

/** Why a caller’s check or a read-out does not go on. */
export const aboutReadOuts: Sentences = {
  'This is not asked here.': 'Cela n’est pas demandé ici.',
  'Ask all the questions first, then call back.': 'Posez d’abord toutes les questions, puis rappelez.',
  'There is no such check.': 'Cette vérification n’existe pas.',
  'Somebody else checks this caller.': 'Quelqu’un d’autre vérifie cet appelant.',
  'Somebody else checked this caller.': 'Quelqu’un d’autre a vérifié cet appelant.',
  'Too much time has passed since this call began.': 'Trop de temps a passé depuis le début de cet appel.',
  'There is no such read-out.': 'Cette lecture n’existe pas.',
  'This read-out has shown the code of another moment already.':
    'Cette lecture a déjà montré le code d’un autre moment.',
  'You asked for this read-out: somebody else decides it.':
    'Vous avez demandé cette lecture : c’est à quelqu’un d’autre d’en décider.',
  'It has been decided already, or nobody did in time.':
    'La décision est déjà prise, ou personne ne l’a prise à temps.',
  'Reading codes out is closed.': 'La lecture de codes est fermée.',
  'An admin can open it under Settings.': 'Un administrateur peut l’ouvrir dans les réglages.',
  'The token has not been posted yet: whoever has it in the hand reads its code.':
    'Le jeton n’est pas encore posté : la personne qui l’a en main lit son code.',
  'The token is no longer in the post, or the job has ended.': 'Le jeton n’est plus en chemin, ou le dossier est clos.',
  'The seed has been destroyed: nobody can compute a code any more.':
    'Le secret a été détruit : plus personne ne peut calculer de code.',
  'The recipient is privileged: no codes are read out to them.':
    'Le destinataire est privilégié : aucun code ne lui est lu.',
  'Too little is known of the recipient to check a caller.':
    'Trop peu d’informations sur le destinataire pour vérifier un appelant.',
  'Let a manager upload their data.': 'Faites importer ses données par un responsable.',
  'The caller would have to be called back, and there is no telephone number on record.':
    'Il faudrait rappeler l’appelant, et aucun numéro de téléphone n’est enregistré.',
  'As many codes were read out within 24 hours as are allowed.': 'Le nombre de codes permis en 24 heures a été lu.',
  'As many codes were read out for this parcel as are allowed.': 'Le nombre de codes permis pour ce colis a été lu.',
  'An admin can allow more under Settings.': 'Un administrateur peut en permettre davantage dans les réglages.',
  'type what the caller says': 'tapez ce que dit l’appelant',
  'a read-out has a ticket number': 'une lecture a un numéro de ticket',
};
