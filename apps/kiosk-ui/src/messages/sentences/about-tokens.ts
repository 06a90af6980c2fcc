import type { Sentences } from './sentence-book';

/** Tokens, people, stations and batches, away from the bench. */
export const aboutTokens: Sentences = {
  'Token {serial} was never seen here.': 'Le jeton {serial} n’a jamais été vu ici.',
  'A job took token {serial} a moment ago. Try again.': 'Un dossier vient de prendre le jeton {serial}. Réessayez.',
  'Token {serial} is not set aside.': 'Le jeton {serial} n’est pas mis de côté.',
  'Job {job} holds this token and is {~state}: take the token out of its parcel first, or wait a moment.':
    'Le dossier {job} tient ce jeton et est à l’étape « {~state} » : sortez d’abord le jeton de son colis, ou attendez un instant.',
  'The seed of the classic token {serial} is destroyed. Declare it returned, import its seed file again, then make a job.':
    'Le secret du jeton classique {serial} est détruit. Déclarez-le rendu, importez à nouveau son fichier de secrets, puis créez un dossier.',
  'A Molto2 is given to somebody else profile by profile: make a job for them and name the profile.':
    'Un Molto2 se donne à quelqu’un d’autre profil par profil : créez un dossier pour cette personne et désignez le profil.',
  'Token {serial} is a classic one: it cannot be burned. Take it to stock.':
    'Le jeton {serial} est classique : il ne peut pas être écrit. Remettez-le en stock.',
  'The vault no longer has the seed that token {serial} holds. Have it burned anew.':
    'Le coffre n’a plus le secret que contient le jeton {serial}. Faites-le réécrire.',
  'Job {job} is still {~state}. Say there what became of it: cancel it, or mark its parcel returned or lost.':
    'Le dossier {job} est encore à l’étape « {~state} ». Dites-y ce qu’il est devenu : annulez-le, ou déclarez son colis revenu ou perdu.',

  'This takes the role {role}.': 'Il faut pour cela le rôle {role}.',
  'This takes the role of nobody.': 'Aucun rôle ne le permet.',
  'of nobody': 'de personne',
  'There is a person called {name} already.': 'Il y a déjà une personne nommée {name}.',
  'There is no recipient with this UPN.': 'Il n’y a pas de destinataire de cet UPN.',
  'Not finished yet: job {jobs}.': 'Pas encore terminés : dossier {jobs}.',
  'This takes the metrics key as a bearer token.': 'Il faut ici la clé des mesures comme jeton porteur.',
  'A text holds a character that cannot be kept, such as U+0000.':
    'Un texte contient un caractère qui ne peut pas être conservé, comme U+0000.',
  'The seed is already known.': 'Le secret est déjà connu.',

  'A token is awaited for job {jobs}.': 'Un jeton est attendu pour le dossier {jobs}.',
  'This batch was not made for self-service.': 'Ce lot n’a pas été créé pour le libre-service.',
  'There is no such job in this batch.': 'Ce dossier n’est pas dans ce lot.',
  'Job {job} is {~state}: a code would serve nobody.':
    'Le dossier {job} est à l’étape « {~state} » : un code ne servirait à personne.',
  'This token is made already.': 'Ce jeton est déjà prêt.',
  'The code’s last day has passed.': 'Le dernier jour de ce code est passé.',
  'The code was used as often as it may be.': 'Le code a servi autant de fois qu’il le peut.',

  'The agent speaks another protocol. Update it.': 'L’agent parle un autre protocole. Mettez-le à jour.',
  'The agent speaks protocol {theirs}, the depot {ours}. Update the older one.':
    'L’agent parle le protocole {theirs}, le dépôt le {ours}. Mettez à jour le plus ancien.',
  'This agent is not paired with the depot. Pair it again.':
    'Cet agent n’est pas appairé avec le dépôt. Appairez-le à nouveau.',
  'This depot was built without its agent’s package. Run: npm run build':
    'Ce dépôt a été construit sans le paquet de son agent. Lancez : npm run build',
  'The admin has revoked this station.': 'L’administrateur a révoqué ce poste.',

  '{count} of the lines are not usable; nothing was made.': '{count} lignes sont inutilisables ; rien n’a été créé.',
  'Self-service is for tokens of one profile: choose those, or leave it out.':
    'Le libre-service est pour les jetons à un profil : choisissez-les, ou renoncez-y.',
  '{upn} is on line {line} too: this makes a second token.':
    '{upn} est aussi ligne {line} : cela fait un second jeton.',
  'No complete postal address (street, city, country): the token can only be handed over.':
    'Adresse postale incomplète (rue, ville, pays) : le jeton ne peut être que remis en main propre.',
  '{column}: “{cell}” was turned into a power of ten by a spreadsheet (Excel), and is lost. Write it again, in a column formatted as text.':
    '{column} : « {cell} » a été changé en puissance de dix par un tableur (Excel), et est perdu. Saisissez-le à nouveau, dans une colonne au format texte.',
  'postal code: “{cell}” is short of the {digits} digits of {country}, as when a spreadsheet (Excel) takes leading zeros away. If so, write {whole}.':
    'postal code : « {cell} » n’a pas les {digits} chiffres de {country}, comme quand un tableur (Excel) retire les zéros du début. Si c’est le cas, écrivez {whole}.',
  'There is no recipient below the header.': 'Il n’y a aucun destinataire sous l’en-tête.',
  'It may name: {columns}.': 'Il peut nommer : {columns}.',
  'The header names no “upn” column.': 'L’en-tête ne nomme pas de colonne « upn ».',
  'The header names “{column}”, which is not known.': 'L’en-tête nomme « {column} », qui n’est pas connu.',
  'The file is not a readable CSV ({why}).': 'Le fichier n’est pas un CSV lisible ({why}).',
  'privileged: say yes or no': 'privileged : dites yes ou no',
  'route: one of {routes}, or empty': 'route : l’une de {routes}, ou vide',
  'Microsoft’s QR is for SHA-1 and a new code every 30 seconds. Choose those, or put this recipient in a batch of another route.':
    'Le QR de Microsoft demande SHA-1 et un nouveau code toutes les 30 secondes. Choisissez-les, ou mettez ce destinataire dans un lot d’un autre parcours.',
  'Entra’s CSV upload takes SHA-1 only. Choose SHA-1, or have an admin connect Microsoft Graph.':
    'L’import CSV d’Entra n’accepte que SHA-1. Choisissez SHA-1, ou faites connecter Microsoft Graph par un admin.',
  'These tokens have no line for a title. Choose the job’s number, or tokens of many profiles.':
    'Ces jetons n’ont pas de ligne pour un titre. Choisissez le numéro du dossier, ou des jetons à plusieurs profils.',
  'These tokens cannot do that. Choose: {choices}.': 'Ces jetons ne le peuvent pas. Choisissez : {choices}.',
};
