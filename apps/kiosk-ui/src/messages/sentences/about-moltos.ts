import type { Sentences } from './sentence-book';

/** Molto2: its profiles, its customer key, and what it refuses. */
export const aboutMoltos: Sentences = {
  'Token {serial} is no Molto2. Plug a Molto2 in.': 'Le jeton {serial} n’est pas un Molto2. Branchez un Molto2.',
  'This job was begun on Molto2 {serial}. Plug that one in.':
    'Ce dossier a été commencé avec le Molto2 {serial}. Branchez celui-là.',
  'Molto2 {serial} is retired: it was lost. Take another one; an admin can declare it returned.':
    'Le Molto2 {serial} est retiré : il a été perdu. Prenez-en un autre ; un administrateur peut le déclarer rendu.',
  'Molto2 {serial} has profiles 0 to {last}, and the job is for profile {wanted}. Name another one.':
    'Le Molto2 {serial} a les profils 0 à {last}, et le dossier est pour le profil {wanted}. Désignez-en un autre.',
  'Profile {profile} of Molto2 {serial} belongs to job {job}. Name another one.':
    'Le profil {profile} du Molto2 {serial} appartient au dossier {job}. Désignez-en un autre.',
  'Profile {profile} of Molto2 {serial} holds a seed. Name another one, or allow this one to be written over.':
    'Le profil {profile} du Molto2 {serial} contient un secret. Désignez-en un autre, ou autorisez à l’écraser.',
  'No profile of Molto2 {serial} is free. Plug in another one, or name a profile to be written over.':
    'Aucun profil du Molto2 {serial} n’est libre. Branchez-en un autre, ou désignez un profil à écraser.',
  'Molto2 {serial} holds a profile for another recipient (job {job}). Take another one, or allow it with a reason.':
    'Le Molto2 {serial} a un profil d’un autre destinataire (dossier {job}). Prenez-en un autre, ou autorisez-le avec une raison.',
  'Molto2 {serial} holds a seed that is not this recipient’s by the record. Reset it, take another one, or allow it with a reason.':
    'Le Molto2 {serial} contient un secret qui, selon le registre, n’est pas de ce destinataire. Réinitialisez-le, prenez-en un autre, ou autorisez-le avec une raison.',
  'Molto2 {serial} holds {count} seeds that are not this recipient’s by the record. Reset it, take another one, or allow it with a reason.':
    'Le Molto2 {serial} contient {count} secrets qui, selon le registre, ne sont pas de ce destinataire. Réinitialisez-le, prenez-en un autre, ou autorisez-le avec une raison.',
  'a seed that is': 'un secret',
  '{count} seeds that are': '{count} secrets',
  'Molto2 {serial} was locked by wrong customer keys when it was last tried. Take another one; where it was reset since then, allow one try.':
    'Le Molto2 {serial} était bloqué par des clés client fausses au dernier essai. Prenez-en un autre ; s’il a été réinitialisé depuis, autorisez un essai.',
  'Molto2 {serial} refused the depot’s customer key. Take another one; where it was given this key since then, allow one try.':
    'Le Molto2 {serial} a refusé la clé client du dépôt. Prenez-en un autre ; s’il a reçu cette clé depuis, autorisez un essai.',
  'Molto2 {serial} refused the depot’s customer key and has {~tries} left before it locks. Take another one; where it was given this key since then, allow one try.':
    'Le Molto2 {serial} a refusé la clé client du dépôt ; il lui reste {~tries} avant de se bloquer. Prenez-en un autre ; s’il a reçu cette clé depuis, autorisez un essai.',
  ' and has {~tries} left before it locks': ' ; il lui reste {~tries} avant de se bloquer',
  'Molto2 {serial} has {~tries} left for its customer key before it locks. Take another one, or allow one try.':
    'Il reste au Molto2 {serial} {~tries} de sa clé client avant de se bloquer. Prenez-en un autre, ou autorisez un essai.',
  '1 try': '1 essai',
  'one try': 'un essai',
  '{count} tries': '{count} essais',
  'Job {job} is {~state}: its profile cannot be chosen any more.':
    'Le dossier {job} est à l’étape « {~state} » : son profil ne peut plus être choisi.',
  'Job {job} does not ask for this.': 'Le dossier {job} ne le demande pas.',
  'Job {job} is for a token of one profile.': 'Le dossier {job} est pour un jeton à un profil.',

  'Molto2 {serial} is plugged in, the burn is for {wanted}.':
    'Le Molto2 {serial} est branché, l’écriture est pour {wanted}.',
  'Molto2 {serial} is plugged in, {wanted} was asked for.':
    'Le Molto2 {serial} est branché, c’est {wanted} qu’il faut.',
  'Molto2 {serial} has no profile {profile}.': 'Le Molto2 {serial} n’a pas de profil {profile}.',
  'Profile {profile} of Molto2 {serial} holds a seed already.':
    'Le profil {profile} du Molto2 {serial} contient déjà un secret.',
  'No Molto2 has a profile {profile}.': 'Aucun Molto2 n’a de profil {profile}.',
  'A customer key of {count} bytes is not taken.': 'Une clé client de {count} octets n’est pas acceptée.',
  'What is plugged in does not answer as a Molto2.': 'Ce qui est branché ne répond pas comme un Molto2.',
  'Token {serial} tells of {count} profiles.': 'Le jeton {serial} annonce {count} profils.',
  "The profile's public block is not laid out as known.": 'Le bloc public du profil n’a pas la forme connue.',
  'The Molto2 was locked when it was last seen.': 'Le Molto2 était bloqué la dernière fois qu’il a été vu.',
  'The Molto2 has {~tries} left for its customer key.': 'Il reste au Molto2 {~tries} de sa clé client.',
  'The Molto2 is locked after too many wrong customer keys.': 'Le Molto2 est bloqué après trop de clés client fausses.',
  'The Molto2 has another customer key.': 'Le Molto2 a une autre clé client.',
  'One more wrong key locks it': 'Une clé fausse de plus le bloque',
  'It can be tried {count} times more before it locks': 'Il reste {count} essais avant qu’il se bloque',
  'A title of {count} bytes does not fit the profile.': 'Un titre de {count} octets ne tient pas dans le profil.',
};
