import type { Sentences } from './sentence-book';

/** What lies on a reader, and what is wrong with it or with the reader. */
export const aboutReaders: Sentences = {
  'There is no token in the field of the reader.': 'Il n’y a pas de jeton sur le lecteur.',
  'The token left the field of the reader.': 'Le jeton a quitté le lecteur.',
  'The token did not answer in time.': 'Le jeton n’a pas répondu à temps.',
  'The answer of the token was cut off.': 'La réponse du jeton a été coupée.',
  'The connection to the reader broke off.': 'La liaison avec le lecteur s’est rompue.',
  'The reader could not be used.': 'Le lecteur n’a pas pu être utilisé.',
  'Lay the token on the reader again.': 'Reposez le jeton sur le lecteur.',
  'Another program is using what lies on the reader. Close it (GnuPG, a signing or banking program, a second agent), then lay the token down again.':
    'Un autre programme utilise ce qui est sur le lecteur. Fermez-le (GnuPG, un programme de signature ou de banque, un second agent), puis reposez le jeton.',
  'What lies on the reader does not answer. Switch the token off and on and lay it flat on the middle of the reader.':
    'Ce qui est sur le lecteur ne répond pas. Éteignez puis rallumez le jeton et posez-le à plat au milieu du lecteur.',
  'The reader does not work. Pull its plug and put it in again, then lay the token down once more.':
    'Le lecteur ne marche pas. Débranchez-le et rebranchez-le, puis reposez le jeton.',
  'The smart-card service is not there.': 'Le service de cartes à puce est absent.',
  'The smart-card service is not running: start it on the station’s computer (sudo systemctl start pcscd.socket). The readers come back by themselves.':
    'Le service de cartes à puce ne tourne pas : démarrez-le sur l’ordinateur du poste (sudo systemctl start pcscd.socket). Les lecteurs reviennent d’eux-mêmes.',
  'The smart-card service does not answer: restart it on the station’s computer (sudo systemctl restart pcscd). The readers come back by themselves.':
    'Le service de cartes à puce ne répond pas : redémarrez-le sur l’ordinateur du poste (sudo systemctl restart pcscd). Les lecteurs reviennent d’eux-mêmes.',
  'The smart-card service does not answer: restart it on the station’s computer. The readers come back by themselves.':
    'Le service de cartes à puce ne répond pas : redémarrez-le sur l’ordinateur du poste. Les lecteurs reviennent d’eux-mêmes.',
  'The smart-card library is missing: install it on the station’s computer (on Debian and Ubuntu: libpcsclite1 and pcscd), and the agent again if that does not help.':
    'La bibliothèque de cartes à puce manque : installez-la sur l’ordinateur du poste (sous Debian et Ubuntu : libpcsclite1 et pcscd), et l’agent à nouveau si cela ne suffit pas.',
  'nfc-pcsc is not installed here: installing it takes a compiler and libpcsclite-dev. Use pcsc-mini instead.':
    'nfc-pcsc n’est pas installé ici : il faut pour cela un compilateur et libpcsclite-dev. Prenez plutôt pcsc-mini.',
  'pcsc-mini does not load here: install the library libpcsclite1, or the agent again with its optional packages.':
    'pcsc-mini ne se charge pas ici : installez la bibliothèque libpcsclite1, ou l’agent à nouveau avec ses paquets facultatifs.',
  'PC/SC failed ({kind}).': 'PC/SC a échoué ({kind}).',

  'A FIDO security key lies on the reader.': 'Une clé de sécurité FIDO est sur le lecteur.',
  'A bank card lies on the reader.': 'Une carte bancaire est sur le lecteur.',
  'A badge or storage card lies on the reader.': 'Un badge ou une carte à mémoire est sur le lecteur.',
  'What is on the reader does not describe itself.': 'Ce qui est sur le lecteur ne dit pas ce que c’est.',
  'This is not a second-generation programmable token. Those of the first generation (miniOTP-1, OTPC-P1 and OTPC-P2 without "-i", C300, Molto1) speak another, unpublished protocol and cannot be burned here.':
    'Ce n’est pas un jeton programmable de deuxième génération. Ceux de la première (miniOTP-1, OTPC-P1 et OTPC-P2 sans « -i », C300, Molto1) parlent un autre protocole, non publié, et ne peuvent pas être écrits ici.',
  'It cannot show codes, and nothing was written to it. Take it away and lay a programmable token there.':
    'Elle ne peut pas afficher de codes, et rien n’y a été écrit. Retirez-la et posez un jeton programmable à sa place.',
  'Nothing was written to it. Take it away and lay a programmable token on the reader.':
    'Rien n’y a été écrit. Retirez cet objet et posez un jeton programmable sur le lecteur.',
  'Tokens with this serial are not known here, so nothing is written. Take another token.':
    'Les jetons de ce numéro ne sont pas connus ici, donc rien n’est écrit. Prenez un autre jeton.',
  'Take this token away and lay the one that was asked for on the reader.':
    'Retirez ce jeton et posez sur le lecteur celui qui est demandé.',
  'Lay the token on the reader again, or plug the Molto2 in again, and leave it there until the burn is done.':
    'Reposez le jeton sur le lecteur, ou rebranchez le Molto2, et laissez-le jusqu’à la fin de l’écriture.',
  'Switch the token off and on and lay it down once more. If it refuses again it may be locked: put it aside.':
    'Éteignez puis rallumez le jeton et reposez-le. S’il refuse encore, il est peut-être bloqué : mettez-le de côté.',
  'It was not tried again, and no other key was. Find out which customer key this Molto2 has; one that nobody knows can only be reset to the factory state, which empties all its profiles.':
    'Elle n’a pas été essayée à nouveau, et aucune autre non plus. Cherchez quelle clé client a ce Molto2 ; si personne ne la connaît, il faut le réinitialiser, ce qui vide tous ses profils.',
  'Nothing was sent. A wrong key would bring it closer to being locked for good: make sure of the customer key, then confirm that a try may be spent, or take another Molto2.':
    'Rien n’a été envoyé. Une clé fausse le rapprocherait du blocage définitif : assurez-vous de la clé client, puis confirmez qu’un essai peut être dépensé, ou prenez un autre Molto2.',
  'It takes no customer key any more. Reset it to the factory state, which empties all its profiles, then confirm that a try may be spent.':
    'Il n’accepte plus aucune clé client. Réinitialisez-le, ce qui vide tous ses profils, puis confirmez qu’un essai peut être dépensé.',
  'Choose a free profile, or confirm that what this one holds may go.':
    'Choisissez un profil libre, ou confirmez que le contenu de celui-ci peut disparaître.',
  'Choose a profile the token has: 0 to 49 on a Molto2, 0 to 99 on a Molto2 v2.':
    'Choisissez un profil que le jeton possède : 0 à 49 sur un Molto2, 0 à 99 sur un Molto2 v2.',
  'A title is 1 to 12 bytes of UTF-8, where letters with accents count twice.':
    'Un titre a 1 à 12 octets en UTF-8, où les lettres accentuées comptent double.',
  'A customer key is 1 to 64 bytes.': 'Une clé client a 1 à 64 octets.',
  'The token refused the command. Switch it off and on and try once more, or take another token.':
    'Le jeton a refusé la commande. Éteignez-le, rallumez-le et réessayez, ou prenez un autre jeton.',
  'The token answered what no known token does. Take another token.':
    'Le jeton a répondu comme aucun jeton connu. Prenez un autre jeton.',
  'A seed is 1 to 63 bytes. Ask for the QR code or the seed again.':
    'Un secret a 1 à 63 octets. Demandez à nouveau le QR code ou le secret.',
  'The token cannot be set that way. Check algorithm, period, display time and the PC clock.':
    'Le jeton ne peut pas être réglé ainsi. Vérifiez l’algorithme, l’intervalle, la durée d’affichage et l’horloge du PC.',
  'Something went wrong in the program. Lay the same token on the reader again.':
    'Une erreur s’est produite dans le programme. Reposez le même jeton sur le lecteur.',

  'The challenge of the token is not 8 bytes.': 'Le défi du jeton n’a pas 8 octets.',
  'The burn broke off.': 'L’écriture s’est interrompue.',
  'A seed of {count} bytes does not fit the token.': 'Un secret de {count} octets ne tient pas dans le jeton.',
  'No token can have {~setting} {value}.': 'Aucun jeton ne peut avoir ce réglage : {~setting} {value}.',
  'display time': 'durée d’affichage',
  algorithm: 'algorithme',
  period: 'intervalle',
  'this many digits:': 'nombre de chiffres',
  'The time to set is not a number of seconds that fits the token.':
    'L’heure à régler n’est pas un nombre de secondes que le jeton accepte.',
  'The token answered {word} ({~meaning}) to "{command}".': 'Le jeton a répondu {word} ({~meaning}) à « {command} ».',
  'wrong key, wrong MAC, not authenticated, or locked': 'clé fausse, MAC faux, non authentifié, ou bloqué',
  'bad data, bad padding, or no challenge outstanding': 'données ou remplissage incorrects, ou aucun défi en cours',
  'wrong length': 'longueur fausse',
  'unknown instruction': 'instruction inconnue',
  'unknown class': 'classe inconnue',
  'not documented': 'non documenté',
  "The token's description {~what}.": 'La description du jeton {~what}.',
  'is cut off': 'est coupée',
  'holds no serial': 'n’a pas de numéro de série',
  'Token {serial} is on the reader, the burn is for {wanted}.':
    'Le jeton {serial} est sur le lecteur, l’écriture est pour {wanted}.',
  'The serial {serial} belongs to no known model.': 'Le numéro {serial} n’est celui d’aucun modèle connu.',
};
