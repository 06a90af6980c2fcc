import type { Sentences } from './sentence-book';

/** A vendor’s file as a whole: its wrapping, its form, its keys. */
export const aboutSeedFiles: Sentences = {
  'The file is gone.': 'Le fichier n’est plus là.',
  'The file is not here: it was discarded, or forgotten after a day.':
    'Le fichier n’est pas ici : il a été écarté, ou oublié au bout d’un jour.',
  'The file is empty.': 'Le fichier est vide.',
  'The file is larger than {size} MB, far more than any seed file.':
    'Le fichier dépasse {size} Mo, bien plus qu’aucun fichier de secrets.',
  'The file holds more than {size} MB, far more than any seed file (a “zip bomb”?).':
    'Le fichier contient plus de {size} Mo, bien plus qu’aucun fichier de secrets (une « bombe zip » ?).',
  'The file has more than {count} rows. Ask the vendor for several smaller ones.':
    'Le fichier a plus de {count} lignes. Demandez au fournisseur plusieurs fichiers plus petits.',
  'The file is wrapped in wrappings without end. Unpack it first.':
    'Le fichier est emballé sans fin. Décompressez-le d’abord.',
  'Send the file itself as the body, as application/octet-stream.':
    'Envoyez le fichier lui-même comme corps, en application/octet-stream.',
  'The upload was cut off. Send the file again.': 'L’envoi a été coupé. Envoyez à nouveau le fichier.',
  'The file has no columns to choose from.': 'Le fichier n’a pas de colonnes à choisir.',
  'Serial and seed cannot be the same column.': 'Le numéro et le secret ne peuvent pas être la même colonne.',
  'The file has {count} columns.': 'Le fichier a {count} colonnes.',
  'There is no row that could be taken.': 'Aucune ligne ne peut être prise.',
  'There are no bad rows to hand back.': 'Il n’y a pas de mauvaises lignes à rendre.',
  'There is no token in the file.': 'Il n’y a pas de jeton dans le fichier.',
  'Reading it failed several times. What was taken is in stock. Upload the file again: rows that are here already are passed over.':
    'Sa lecture a échoué plusieurs fois. Ce qui a été pris est en stock. Envoyez à nouveau le fichier : les lignes déjà ici sont passées.',
  'Reading it failed several times. Upload it again; if it stays, tell whoever runs the depot.':
    'Sa lecture a échoué plusieurs fois. Envoyez-le à nouveau ; si cela persiste, prévenez la personne qui gère le dépôt.',

  'The first line has no columns, so this is no CSV, and nothing else that is known here. Ask the vendor for CSV, PSKC or PGP.':
    'La première ligne n’a pas de colonnes : ce n’est ni du CSV, ni rien de connu ici. Demandez au fournisseur du CSV, du PSKC ou du PGP.',
  'The first line is no CSV: a quotation mark is not closed.':
    'La première ligne n’est pas du CSV : un guillemet n’est pas fermé.',
  'The whole first line stands in one pair of quotation marks, as a spreadsheet (Excel) writes it. Take the vendor’s own file.':
    'La première ligne entière est entre guillemets, comme un tableur (Excel) l’écrit. Prenez le fichier du fournisseur lui-même.',
  'The columns are Entra’s, whose seeds are Base32, but these may be hex as well, and each reading gives other codes. Ask the vendor which it is.':
    'Les colonnes sont celles d’Entra, dont les secrets sont en Base32, mais ceux-ci peuvent aussi être de l’hexadécimal, et chaque lecture donne d’autres codes. Demandez au fournisseur ce que c’est.',
  'The CSV is broken near line {line} ({code}). Is a quotation mark not closed?':
    'Le CSV est abîmé vers la ligne {line} ({code}). Un guillemet n’est-il pas fermé ?',
  'The CSV is broken ({code}). Is a quotation mark not closed?':
    'Le CSV est abîmé ({code}). Un guillemet n’est-il pas fermé ?',
  ' near line {line}': ' vers la ligne {line}',
  'Some seeds of the file can only be Base32, others only hex. Say which one the vendor uses; the others will be handed back.':
    'Certains secrets du fichier ne peuvent être que du Base32, d’autres que de l’hexadécimal. Dites lequel emploie le fournisseur ; les autres seront rendus.',
  'The seeds of the file may be Base32 or hex, and each reading gives other codes. Ask the vendor which it is.':
    'Les secrets du fichier peuvent être du Base32 ou de l’hexadécimal, et chaque lecture donne d’autres codes. Demandez au fournisseur ce que c’est.',
  'Say which column holds the serial and which the seed.':
    'Dites quelle colonne a le numéro de série et laquelle le secret.',

  'The file is encrypted to a certificate. Ask the vendor for a pass phrase or a pre-shared key, or for PGP.':
    'Le fichier est chiffré pour un certificat. Demandez au fournisseur une phrase secrète ou une clé partagée, ou du PGP.',
  'The seeds are encrypted. Type the {~what} that the vendor sent apart.':
    'Les secrets sont chiffrés. Tapez la {~what} que le fournisseur a envoyée à part.',
  'pre-shared key (hex)': 'clé partagée (hexadécimale)',
  'pass phrase': 'phrase secrète',
  'The file’s MAC cannot be checked: {~why}': 'Le MAC du fichier ne peut pas être vérifié : {~why}',
  'The file’s key is derived in a way that is not PBKDF2.': 'La clé du fichier n’est pas dérivée par PBKDF2.',
  'The file asks for a key derivation that is out of bounds.':
    'Le fichier demande une dérivation de clé hors des limites.',
  'The file’s key is derived with a hash that is not supported.':
    'La clé du fichier est dérivée avec une fonction de hachage non prise en charge.',
  'A pre-shared key is 32, 48 or 64 hex digits; type it as the vendor sent it.':
    'Une clé partagée a 32, 48 ou 64 chiffres hexadécimaux ; tapez-la comme le fournisseur l’a envoyée.',
  'The secret does not open the file. Compare it with the vendor’s letter.':
    'Le secret n’ouvre pas le fichier. Comparez-le avec la lettre du fournisseur.',
  'A value is not Base64.': 'Une valeur n’est pas du Base64.',
  'The cipher “{name}” is not supported.': 'Le chiffrement « {name} » n’est pas pris en charge.',
  'The key must have {count} bytes.': 'La clé doit avoir {count} octets.',
  'The key does not fit.': 'La clé ne convient pas.',
  'The MAC “{name}” is not supported.': 'Le MAC « {name} » n’est pas pris en charge.',
  'The XML is not a PSKC key container (RFC 6030). Ask the vendor for PSKC or CSV.':
    'Le XML n’est pas un conteneur de clés PSKC (RFC 6030). Demandez au fournisseur du PSKC ou du CSV.',
  'The file declares a document type. Seed files have none, and it could make the reader fetch or multiply text; ask the vendor for a plain one.':
    'Le fichier déclare un type de document. Les fichiers de secrets n’en ont pas, et cela pourrait faire chercher ou multiplier du texte ; demandez au fournisseur un fichier simple.',
  'The XML is broken on line {line}.': 'Le XML est abîmé à la ligne {line}.',
  'The XML ends before its last element does.': 'Le XML finit avant son dernier élément.',
  'The XML is nested deeper than any seed file.': 'Le XML est imbriqué plus profondément qu’aucun fichier de secrets.',
  'One entry of the file is larger than any token’s could be.':
    'Une entrée du fichier est plus grande que ne peut l’être celle d’un jeton.',

  'The PGP message is larger than 64 MB. Ask the vendor for several smaller ones.':
    'Le message PGP dépasse 64 Mo. Demandez au fournisseur plusieurs messages plus petits.',
  'The file is encrypted with a pass phrase. Type the one that the vendor sent apart.':
    'Le fichier est chiffré avec une phrase secrète. Tapez celle que le fournisseur a envoyée à part.',
  'The file is encrypted to a PGP key that is not this depot’s. Send the vendor the depot’s public key, and ask for the file anew.':
    'Le fichier est chiffré pour une clé PGP qui n’est pas celle de ce dépôt. Envoyez au fournisseur la clé publique du dépôt, et redemandez le fichier.',
  'The PGP message unpacks to far more than any seed file (a “zip bomb”).':
    'Le message PGP se décompresse en bien plus qu’aucun fichier de secrets (une « bombe zip »).',
  'The pass phrase does not open the file. Compare it with the vendor’s letter; if it is right, the file was changed or cut off: download it again.':
    'La phrase secrète n’ouvre pas le fichier. Comparez-la avec la lettre du fournisseur ; si elle est juste, le fichier a été modifié ou coupé : téléchargez-le à nouveau.',
  'The PGP message was changed on its way, or cut off. Download or copy it again.':
    'Le message PGP a été modifié en route, ou coupé. Téléchargez-le ou copiez-le à nouveau.',
  'The PGP message cannot be read. Download or copy it again.':
    'Le message PGP ne peut pas être lu. Téléchargez-le ou copiez-le à nouveau.',
  'The zip is larger than 64 MB. Unpack it, and upload the seed file alone.':
    'Le zip dépasse 64 Mo. Décompressez-le, et envoyez seulement le fichier de secrets.',
  'The zip is encrypted. Type the password that the vendor sent apart.':
    'Le zip est chiffré. Tapez le mot de passe que le fournisseur a envoyé à part.',
  'This is an Excel workbook (.xlsx). Upload the vendor’s own CSV; Excel changes serials and secrets.':
    'C’est un classeur Excel (.xlsx). Envoyez le CSV du fournisseur lui-même ; Excel modifie numéros et secrets.',
  'This is an Excel workbook (.xls). Upload the vendor’s own CSV; Excel changes serials and secrets.':
    'C’est un classeur Excel (.xls). Envoyez le CSV du fournisseur lui-même ; Excel modifie numéros et secrets.',
  'There is no file in the zip.': 'Il n’y a pas de fichier dans le zip.',
  'There are {count} files in the zip. Upload one zip for each seed file.':
    'Il y a {count} fichiers dans le zip. Envoyez un zip pour chaque fichier de secrets.',
  'The password does not open the zip. Compare it with the vendor’s letter; if it is right, the zip was changed or cut off: download it again.':
    'Le mot de passe n’ouvre pas le zip. Comparez-le avec la lettre du fournisseur ; s’il est juste, le zip a été modifié ou coupé : téléchargez-le à nouveau.',
  'The zip is broken. Download or copy it again.': 'Le zip est abîmé. Téléchargez-le ou copiez-le à nouveau.',
  'This is a PDF. Ask the vendor for the seed file itself, as CSV or PSKC.':
    'C’est un PDF. Demandez au fournisseur le fichier de secrets lui-même, en CSV ou PSKC.',
  'This is a gzip archive. Unpack it and upload the file inside.':
    'C’est une archive gzip. Décompressez-la et envoyez le fichier qu’elle contient.',
  'This is a 7-Zip archive. Unpack it, or ask the vendor for a zip.':
    'C’est une archive 7-Zip. Décompressez-la, ou demandez un zip au fournisseur.',
  'This is a RAR archive. Unpack it, or ask the vendor for a zip.':
    'C’est une archive RAR. Décompressez-la, ou demandez un zip au fournisseur.',
  'This is a picture. Ask the vendor for the seed file itself, as CSV or PSKC.':
    'C’est une image. Demandez au fournisseur le fichier de secrets lui-même, en CSV ou PSKC.',
  'This is a PGP key, not a file encrypted with one.': 'C’est une clé PGP, pas un fichier chiffré avec une telle clé.',
  'This is a private PGP key. Keep it to yourself; upload the file that was encrypted.':
    'C’est une clé PGP privée. Gardez-la pour vous ; envoyez le fichier qui a été chiffré.',
  'This is a signed text. Ask the vendor for an encrypted file.':
    'C’est un texte signé. Demandez au fournisseur un fichier chiffré.',
  'This is a certificate or a key, not a seed file.': 'C’est un certificat ou une clé, pas un fichier de secrets.',
  'This is a web page: maybe the vendor’s sign-in page was saved. Download the file again.':
    'C’est une page web : la page de connexion du fournisseur a peut-être été enregistrée. Téléchargez à nouveau le fichier.',
  'This is neither CSV, PSKC, PGP nor zip. Ask the vendor for one of those.':
    'Ce n’est ni du CSV, ni du PSKC, ni du PGP, ni un zip. Demandez-en un au fournisseur.',
};
