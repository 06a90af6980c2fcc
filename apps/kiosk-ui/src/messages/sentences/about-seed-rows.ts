import type { Sentences } from './sentence-book';

/** A row of a vendor’s file: why it cannot be taken, or what to mind about it. */
export const aboutSeedRows: Sentences = {
  'serial number: {~why}': 'numéro de série : {~why}',
  'secret key: {~why}': 'secret : {~why}',
  'time interval: {~why}': 'intervalle : {~why}',
  'time interval: must be 30 or 60 seconds.': 'intervalle : doit être de 30 ou 60 secondes.',
  'algorithm: must be SHA-1 or SHA-256.': 'algorithme : doit être SHA-1 ou SHA-256.',
  'The row holds a NUL, which no text does: the file was damaged on its way; take the vendor’s own file.':
    'La ligne contient un NUL, ce qu’aucun texte ne contient : le fichier a été abîmé en route ; prenez le fichier du fournisseur lui-même.',
  'The whole row stands in one pair of quotation marks, as a spreadsheet (Excel) writes it; take the vendor’s own file.':
    'La ligne entière est entre guillemets, comme un tableur (Excel) l’écrit ; prenez le fichier du fournisseur lui-même.',
  'The row’s columns are not separated as the first line’s are: a spreadsheet (Excel) has written semicolons, commas or tabs in their place; take the vendor’s own file.':
    'Les colonnes de la ligne ne sont pas séparées comme celles de la première : un tableur (Excel) a mis des points-virgules, des virgules ou des tabulations à la place ; prenez le fichier du fournisseur lui-même.',
  'The columns are separated by semicolons or tabs, where Entra’s have commas: a spreadsheet (Excel) has saved the file anew. Compare a serial with a token before you take it: leading zeros may be gone.':
    'Les colonnes sont séparées par des points-virgules ou des tabulations, alors que celles d’Entra le sont par des virgules : un tableur (Excel) a enregistré le fichier à nouveau. Comparez un numéro avec un jeton avant de le prendre : des zéros initiaux ont pu disparaître.',
  'is what a spreadsheet (Excel) shows where it cannot show a value; take the vendor’s own file.':
    'est ce qu’un tableur (Excel) affiche quand il ne peut pas montrer une valeur ; prenez le fichier du fournisseur lui-même.',
  'has quotation marks of its own, as a spreadsheet (Excel) or a word processor leaves them; take the vendor’s own file.':
    'a des guillemets à lui, comme un tableur (Excel) ou un traitement de texte en laisse ; prenez le fichier du fournisseur lui-même.',
  'is empty.': 'est vide.',
  'is shorter than 10 bytes.': 'a moins de 10 octets.',
  'is longer than 63 bytes.': 'a plus de 63 octets.',
  'has an odd number of hex digits; one is missing.': 'a un nombre impair de chiffres hexadécimaux ; il en manque un.',
  'is Base32, where the file’s other seeds are hex.':
    'est du Base32, alors que les autres secrets du fichier sont en hexadécimal.',
  'is not hex (0 to 9, A to F).': 'n’est pas de l’hexadécimal (0 à 9, A à F).',
  'is longer than 128 Base32 characters.': 'a plus de 128 caractères Base32.',
  'is hex, and not Base32 (letters A to Z and digits 2 to 7).':
    'est de l’hexadécimal, et non du Base32 (lettres A à Z et chiffres 2 à 7).',
  'is not Base32 (letters A to Z and digits 2 to 7).': 'n’est pas du Base32 (lettres A à Z et chiffres 2 à 7).',
  'was turned into a power of ten by a spreadsheet (Excel), and is lost; take the vendor’s own file.':
    'a été changé en puissance de dix par un tableur (Excel), et est perdu ; prenez le fichier du fournisseur lui-même.',
  'was turned into a date by a spreadsheet (Excel); take the vendor’s own file.':
    'a été changé en date par un tableur (Excel) ; prenez le fichier du fournisseur lui-même.',
  'was turned into a number with decimals by a spreadsheet (Excel); take the vendor’s own file.':
    'a été changé en nombre à décimales par un tableur (Excel) ; prenez le fichier du fournisseur lui-même.',
  'is no serial: 4 to 24 letters and digits.': 'n’est pas un numéro de série : 4 à 24 lettres et chiffres.',
  'has {count} digits where this maker’s have {known}: a spreadsheet (Excel) has eaten {~lost}, or the file was cut.':
    'a {count} chiffres là où ceux de ce fabricant en ont {known} : un tableur (Excel) a mangé {~lost}, ou le fichier a été coupé.',
  'a leading zero': 'un zéro initial',
  '{count} leading zeros': '{count} zéros initiaux',

  'Serial {serial} stands on line {line} already.': 'Le numéro {serial} est déjà ligne {line}.',
  'The seed of {serial} is the same as on line {line}.': 'Le secret de {serial} est le même que ligne {line}.',
  'Serial {serial} is here already ({~where}), and not with this seed.':
    'Le numéro {serial} est déjà ici ({~where}), et pas avec ce secret.',
  'The seed of {serial} is here already ({~owner}).': 'Le secret de {serial} est déjà ici ({~owner}).',
  'another token': 'autre jeton',
  'token {serial}': 'jeton {serial}',
  'Token {serial} came back without a seed: it goes to stock again with this one.':
    'Le jeton {serial} est revenu sans secret : il retourne en stock avec celui-ci.',
  'The model “{model}” is new to the depot: its tokens are taken as classic ones that show six digits. Check one by its code.':
    'Le modèle « {model} » est nouveau pour le dépôt : ses jetons sont pris comme classiques à six chiffres. Vérifiez-en un par son code.',
  'Token {serial} uses SHA-256, which Entra takes through Microsoft Graph only, not by its CSV.':
    'Le jeton {serial} emploie SHA-256, qu’Entra n’accepte que par Microsoft Graph, pas par son CSV.',

  'The seed has no MAC that shows that nobody changed it.':
    'Le secret n’a pas de MAC qui montre que personne ne l’a modifié.',
  'The seed’s MAC does not fit: it was changed, or the secret is another file’s.':
    'Le MAC du secret ne convient pas : il a été modifié, ou le mot de passe est celui d’un autre fichier.',
  'The entry holds no key.': 'L’entrée n’a pas de clé.',
  'The entry holds several keys; a token of ours has one.': 'L’entrée a plusieurs clés ; un jeton d’ici en a une.',
  'SerialNo: a serial is 4 to 24 letters and digits.': 'SerialNo : un numéro de série a 4 à 24 lettres et chiffres.',
  'The token counts (HOTP). Entra takes time-based tokens (TOTP) only.':
    'Le jeton compte (HOTP). Entra n’accepte que les jetons fondés sur l’heure (TOTP).',
  'The token’s algorithm is not TOTP ({~named}).': 'L’algorithme du jeton n’est pas TOTP ({~named}).',
  'none is named': 'aucun n’est nommé',
  'The token shows {count} digits. Entra takes six.': 'Le jeton affiche {count} chiffres. Entra en veut six.',
  'The token does not show decimal digits.': 'Le jeton n’affiche pas de chiffres décimaux.',
  'Suite: Entra takes SHA-1 and SHA-256.': 'Suite : Entra accepte SHA-1 et SHA-256.',
  'The token’s time does not start in 1970; Entra’s does.':
    'Le temps du jeton ne commence pas en 1970 ; celui d’Entra, si.',
  'TimeInterval: must be 30 or 60 seconds.': 'TimeInterval : doit être de 30 ou 60 secondes.',
  'The seed is encrypted, and the container does not say with which key.':
    'Le secret est chiffré, et le conteneur ne dit pas avec quelle clé.',
  'The seed cannot be decrypted with this key.': 'Le secret ne peut pas être déchiffré avec cette clé.',
  'The seed is shorter than 10 bytes.': 'Le secret a moins de 10 octets.',
  'The seed is longer than 63 bytes.': 'Le secret a plus de 63 octets.',
};
