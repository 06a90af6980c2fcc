import type { Sentences } from './sentence-book';

/** A token on a reader, its order, and what the station’s agent reports of it. */
export const aboutBurning: Sentences = {
  'The station is paused: {note}': 'Le poste est en pause : {note}',
  'This job was begun on token {serial}. Put that one on a reader.':
    'Ce dossier a été commencé avec le jeton {serial}. Posez celui-là sur un lecteur.',
  'Token {serial} is a classic one: its seed cannot be written. Use the import route.':
    'Le jeton {serial} est classique : son secret ne peut pas être écrit. Prenez la voie de l’import.',
  'Token {serial} is in stock with its factory seed. Use the import route for it, or take another one.':
    'Le jeton {serial} est en stock avec son secret d’usine. Prenez pour lui la voie de l’import, ou un autre jeton.',
  'Token {serial} waits for its code ({~other}): type its six digits.':
    'Le jeton {serial} attend son code ({~other}) : tapez ses six chiffres.',
  'Token {serial} belongs to {~other}. Take another one.':
    'Le jeton {serial} est réservé ({~other}). Prenez-en un autre.',
  'Token {serial} belongs to job {job}. Take another one.':
    'Le jeton {serial} appartient au dossier {job}. Prenez-en un autre.',
  'Token {serial} belongs to another job. Take another one.':
    'Le jeton {serial} appartient à un autre dossier. Prenez-en un autre.',
  'Token {serial} is in use ({~other}) and was not declared returned. Take another one.':
    'Le jeton {serial} est utilisé ({~other}) et n’a pas été déclaré rendu. Prenez-en un autre.',
  'Token {serial} is retired. Take another one.': 'Le jeton {serial} est retiré. Prenez-en un autre.',
  'Token {serial} was set aside on {day}: {reason}. Take another one.':
    'Le jeton {serial} a été mis de côté le {day} : {reason}. Prenez-en un autre.',
  'job {job}': 'dossier {job}',
  'another job': 'autre dossier',
  'The job is at no station.': 'Le dossier n’est à aucun poste.',
  'The job has no seed yet.': 'Le dossier n’a pas encore de secret.',
  'Nothing was written.': 'Rien n’a été écrit.',
  'The agent was interrupted while it wrote.': 'L’agent a été interrompu pendant l’écriture.',
  'Go on with another token.': 'Reprenez avec un autre jeton.',
  'Begin again with a new seed.': 'Recommencez avec un nouveau secret.',
  'Go on and put token {serial} back; if it refuses again, cancel the job and make a new one.':
    'Reprenez et reposez le jeton {serial} ; s’il refuse encore, annulez le dossier et créez-en un autre.',
  'The token left the reader before anything was written. Put it back.':
    'Le jeton a quitté le lecteur avant que rien ne soit écrit. Reposez-le.',
  'The token is being written at this moment. Wait a few seconds, then try again.':
    'Le jeton est en cours d’écriture. Attendez quelques secondes, puis réessayez.',
  'The station went away while it wrote the token. Pause the job: then it says which token to put back.':
    'Le poste est parti pendant l’écriture du jeton. Mettez le dossier en pause : il dira alors quel jeton reposer.',
  'A factory seed cannot be renewed. Cancel the job and take another token.':
    'Un secret d’usine ne peut pas être renouvelé. Annulez le dossier et prenez un autre jeton.',
  'Take the job to a station first.': 'Prenez d’abord le dossier à un poste.',
  'This QR code was already used for this job. Ask Microsoft’s page for a new one.':
    'Ce QR code a déjà servi pour ce dossier. Demandez-en un nouveau à la page Microsoft.',
  'This QR code’s seed already serves {~name}.': 'Le secret de ce QR code sert déjà ({~name}).',
  'This QR code’s seed already serves a token in stock.': 'Le secret de ce QR code est déjà celui d’un jeton en stock.',
  'This QR code’s seed already serves job {job}.': 'Le secret de ce QR code sert déjà au dossier {job}.',
  'a token in stock': 'jeton en stock',
  'The QR code is for {account}, the job for {upn}.': 'Le QR code est pour {account}, le dossier pour {upn}.',

  'The token is no longer on a reader. Put it back.': 'Le jeton n’est plus sur un lecteur. Reposez-le.',
  'What the depot sent is not sealed for this station, order and token. Pair the agent again.':
    'Ce que le dépôt a envoyé n’est pas scellé pour ce poste, cet ordre et ce jeton. Appairez l’agent à nouveau.',
  'Another token, or another profile of it, was begun for this order. Lay that one on the reader.':
    'Un autre jeton, ou un autre de ses profils, a été commencé pour cet ordre. Posez celui-là sur le lecteur.',
  'This token has one profile only, and the order asks for another one.':
    'Ce jeton n’a qu’un profil, et l’ordre en demande un autre.',
  'The agent cannot write its journal. Is the disk full?':
    'L’agent ne peut pas écrire son journal. Le disque est-il plein ?',
  'Something went wrong in the agent before anything was written.':
    'Une erreur s’est produite dans l’agent avant que rien ne soit écrit.',
  'Open the profile on the Molto2.': 'Ouvrez le profil sur le Molto2.',
  'Switch the token off and on.': 'Éteignez puis rallumez le jeton.',
  'What came was sealed for another order or purpose.': 'Ce qui est arrivé est scellé pour un autre ordre ou usage.',
  'What came cannot be opened with the key of this station.':
    'Ce qui est arrivé ne s’ouvre pas avec la clé de ce poste.',
  'This is token {serial}. The order waits for token {wanted}: lay that one down.':
    'C’est le jeton {serial}. L’ordre attend le jeton {wanted} : posez celui-là.',
  'This token has one profile, the order is for profile {profile}. Lay another one down.':
    'Ce jeton a un seul profil, l’ordre est pour le profil {profile}. Posez-en un autre.',
  'This is a token of one profile, and the order is for a Molto2. Plug that one in.':
    'C’est un jeton à un profil, et l’ordre est pour un Molto2. Branchez-le.',
};
