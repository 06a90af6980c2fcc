import type { Sentences } from './sentence-book';

/** What is wrong with a field of a form or a cell of a list, behind its name. */
export const aboutForms: Sentences = {
  'there is a field that is not known here': 'il y a un champ qui n’est pas connu ici',
  'say why in a few words': 'dites pourquoi en quelques mots',
  'say {~what} in a few words': 'dites {~what} en quelques mots',
  why: 'pourquoi',
  'how you know': 'comment vous le savez',
  'name the carrier': 'nommez le transporteur',
  'give the tracking number': 'donnez le numéro de suivi',
  'this is a QR code that holds a secret; scan the number on the parcel':
    'ceci est un QR code qui contient un secret ; scannez le numéro du colis',
  'a UPN looks like someone@contoso.com': 'un UPN ressemble à someone@contoso.com',
  'a country is two letters (ISO 3166), such as FR': 'un pays s’écrit en deux lettres (ISO 3166), comme FR',
  'an e-mail looks like someone@example.org': 'une adresse de courriel ressemble à someone@example.org',
  'the language is en or fr': 'la langue est en ou fr',
  'a batch needs a name': 'un lot a besoin d’un nom',
  'a sign-in name is 2 to 79 letters, digits, dots, dashes':
    'un nom de connexion a 2 à 79 lettres, chiffres, points, tirets',
  'a password has 12 characters or more': 'un mot de passe a 12 caractères ou plus',
  'a role is admin, operator, manager or helpdesk': 'un rôle est admin, operator, manager ou helpdesk',
  'choose one role at least; an account that is to have none is closed':
    'choisissez au moins un rôle ; un compte qui ne doit en avoir aucun se ferme',
  'name each role once': 'nommez chaque rôle une seule fois',
  'a customer key is 1 to 64 printable ASCII characters': 'une clé client a 1 à 64 caractères ASCII imprimables',
  'a customer key in hex is 1 to 64 pairs of digits': 'une clé client en hexadécimal a 1 à 64 paires de chiffres',
  'a tenant is its directory id, or one of its domains':
    'un locataire est son identifiant d’annuaire, ou l’un de ses domaines',
  'a client id is the application’s id, as Entra shows it':
    'un identifiant client est celui de l’application, comme Entra l’affiche',
  'a code is ten letters and digits, as on the slip': 'un code a dix lettres et chiffres, comme sur le bulletin',
  'a code is good for a day at least': 'un code est valable un jour au moins',
  'a code is good for 60 days at most': 'un code est valable 60 jours au plus',
  'a title has one character or more, and no control characters':
    'un titre a un caractère ou plus, et aucun caractère de contrôle',
  'a title is 12 bytes at most: letters with accents count twice':
    'un titre a 12 octets au plus : les lettres accentuées comptent double',
  'a serial is 4 to 24 letters and digits, as printed on the token':
    'un numéro de série a 4 à 24 lettres et chiffres, comme imprimé sur le jeton',
  'this looks like a secret key; scan the serial printed on the token':
    'cela ressemble à une clé secrète ; scannez le numéro de série imprimé sur le jeton',
  'this is a whole number of days, 1 to 90': 'c’est un nombre entier de jours, de 1 à 90',
  'details are kept for a whole number of days, 90 to 3650, or for ever':
    'les détails se conservent un nombre entier de jours, de 90 à 3650, ou pour toujours',
  'a code is six digits': 'un code a six chiffres',
  'Invalid input: expected {expected}, received {received}': 'Valeur refusée : {expected} attendu, {received} reçu',
  'Too small: expected {what} to have >={least} characters': 'Trop court : {least} caractères au moins',
  'Too big: expected {what} to have <={most} characters': 'Trop long : {most} caractères au plus',
  'Too small: expected {what} to be >={least}': 'Trop petit : {least} au moins',
  'Too big: expected {what} to be <={most}': 'Trop grand : {most} au plus',
  'Invalid option: expected one of {options}': 'Choix refusé : il faut l’un de {options}',
};
