import type { Sentences } from './sentence-book';

/** The connection to Entra, and what the depot does there. Where the depot cites Microsoft, its words stay. */
export const aboutEntra: Sentences = {
  'Reading Entra’s inventory': 'Lecture de l’inventaire d’Entra',
  'Activating the token': 'Activation du jeton',
  'Looking for the serial in Entra': 'Recherche du numéro de série dans Entra',
  'Reading the token in Entra': 'Lecture du jeton dans Entra',
  'Taking the token’s earlier seed out of Entra': 'Retrait d’Entra de l’ancien secret du jeton',
  'Looking up the recipient': 'Recherche du destinataire',
  'Looking up the token’s user': 'Recherche de l’utilisateur du jeton',
  'Counting the recipient’s methods': 'Décompte des méthodes du destinataire',
  'Making the token in Entra': 'Création du jeton dans Entra',
  'Assigning the token in Entra': 'Attribution du jeton dans Entra',
  'Taking the old token out of Entra': 'Retrait d’Entra de l’ancien jeton',
  'Taking the token from its user in Entra': 'Reprise du jeton à son utilisateur dans Entra',
  'Deleting the token from Entra’s inventory': 'Suppression du jeton de l’inventaire d’Entra',
  'Making a Temporary Access Pass': 'Création d’un passe d’accès temporaire',

  'Entra’s sign-in endpoint did not answer.': 'Le point de connexion d’Entra n’a pas répondu.',
  'Entra’s sign-in endpoint answered {status}.': 'Le point de connexion d’Entra a répondu {status}.',
  'Microsoft Graph did not answer.': 'Microsoft Graph n’a pas répondu.',
  'Microsoft Graph answered {status}.': 'Microsoft Graph a répondu {status}.',
  'Microsoft Graph said nothing of this token in its answer.': 'La réponse de Microsoft Graph ne dit rien de ce jeton.',
  'Microsoft Graph made a pass and did not say which.': 'Microsoft Graph a créé un passe sans dire lequel.',
  'Microsoft Graph answered {what} in a shape the depot does not know.':
    'Microsoft Graph a répondu {what} sous une forme que le dépôt ne connaît pas.',
  'Microsoft Graph lets no more calls of this tenant through for {seconds} s.':
    'Microsoft Graph ne laisse plus passer d’appels de ce locataire pendant {seconds} s.',
  'Microsoft Graph said yes, and reading shows no change yet.':
    'Microsoft Graph a dit oui, et la relecture ne montre encore aucun changement.',
  'Microsoft Graph asks to wait.': 'Microsoft Graph demande d’attendre.',
  'The depot keeps to what Microsoft Graph allows the tenant.':
    'Le dépôt s’en tient à ce que Microsoft Graph permet au locataire.',
  'The depot is being stopped.': 'Le dépôt est en cours d’arrêt.',
  '{~said} ({code}, request-id {id}).': '{~said} ({code}, request-id {id}).',
  '{~said} ({code}, request-id {id})': '{~said} ({code}, request-id {id})',

  'The permission {permission} is missing. In Entra: App registrations → the depot’s → API permissions → Add a permission → Microsoft Graph → Application permissions → {again}, then “Grant admin consent”.':
    'L’autorisation {permission} manque. Dans Entra : Inscriptions d’applications → celle du dépôt → API autorisées → Ajouter une autorisation → Microsoft Graph → Autorisations d’application → {again}, puis « Accorder un consentement d’administrateur ».',
  'There is no such tenant: correct the tenant id (Entra → Overview).':
    'Ce locataire n’existe pas : corrigez son identifiant (Entra → Vue d’ensemble).',
  'The tenant has no such application: correct the client id (App registrations → the depot’s → Overview).':
    'Le locataire n’a pas cette application : corrigez l’identifiant client (Inscriptions d’applications → Vue d’ensemble).',
  'The client secret is wrong: paste its value, not its id, or make a new one (Certificates & secrets).':
    'Le secret client est faux : collez sa valeur, pas son identifiant, ou créez-en un (Certificats et secrets).',
  'The client secret has expired: make a new one (Certificates & secrets) and set it here.':
    'Le secret client a expiré : créez-en un autre (Certificats et secrets) et saisissez-le ici.',
  'The application does not know this certificate: upload its public half (Certificates & secrets → Certificates).':
    'L’application ne connaît pas ce certificat : importez sa partie publique (Certificats et secrets → Certificats).',
  'Try again in a moment.': 'Réessayez dans un instant.',
  'Look at what Microsoft says; its support finds the call by the request-id.':
    'Lisez la réponse de Microsoft ; son assistance retrouve l’appel par le request-id.',
  'The tenant has no Entra ID P1 or P2: hardware tokens need one of them. Without it use the QR route.':
    'Le locataire n’a ni Entra ID P1 ni P2, nécessaires aux jetons matériels. Sans eux, prenez la voie du QR code.',
  'The policy has Temporary Access Passes off, or not for this user: Entra → Protection → Authentication methods → Policies → Temporary Access Pass → Enable.':
    'La stratégie désactive les passes d’accès temporaires, au moins pour cet utilisateur : Entra → Protection → Méthodes d’authentification → Stratégies → Passe d’accès temporaire → Activer.',
  'The policy has them off: Entra → Protection → Authentication methods → Policies → {~name} → Enable. It takes 20 minutes to an hour.':
    'La stratégie les désactive : Entra → Protection → Méthodes d’authentification → Stratégies → {~name} → Activer. Comptez 20 minutes à une heure.',
  'Only the QR route needs it.': 'Seule la voie du QR code en a besoin.',
  'Hardware OATH tokens': 'Jetons OATH matériels',
  'Third-party software OATH tokens': 'Jetons OATH logiciels tiers',

  'There is no connection to Microsoft Entra.': 'Il n’y a pas de connexion à Microsoft Entra.',
  'Certificate and private key must be PEM, the key as PKCS #8 without a passphrase (“BEGIN PRIVATE KEY”).':
    'Certificat et clé privée doivent être en PEM, la clé en PKCS #8 sans phrase secrète (« BEGIN PRIVATE KEY »).',
  'The private key is not this certificate’s, or not RSA.':
    'La clé privée n’est pas celle de ce certificat, ou n’est pas RSA.',
  'Token {serial} is SHA-256, and Entra’s CSV takes SHA-1 only. Connect Microsoft Graph, leave its job out, or cancel it and burn the token with SHA-1.':
    'Le jeton {serial} est en SHA-256, et le CSV d’Entra n’accepte que SHA-1. Connectez Microsoft Graph, ou annulez son dossier et écrivez-le en SHA-1.',
  'Some of the chosen jobs do not wait to be registered. Choose again.':
    'Certains des dossiers choisis n’attendent pas d’être inscrits. Choisissez à nouveau.',
  'No job of this batch waits to be registered.': 'Aucun dossier de ce lot n’attend d’être inscrit.',
  'Entra does not have the token yet.': 'Entra n’a pas encore le jeton.',
  'It is not assigned yet.': 'Il n’est pas encore attribué.',
  'Token {serial} is just being taken from its earlier user in Entra.':
    'Le jeton {serial} est justement en train d’être repris à son ancien utilisateur dans Entra.',
  'Token {serial} is still its earlier user’s in Entra. The token’s page says what to do; then go on.':
    'Dans Entra, le jeton {serial} est encore à son ancien utilisateur. La page du jeton dit que faire ; puis reprenez.',
  'Entra knows nobody called {upn}. Correct the UPN, or make the user.':
    'Entra ne connaît personne du nom de {upn}. Corrigez l’UPN, ou créez l’utilisateur.',
  '{upn} is a guest: Entra gives guests no hardware tokens.':
    '{upn} est un invité : Entra ne donne pas de jetons matériels aux invités.',
  '{upn} has {count} OATH tokens and authenticator apps already, and Entra allows five. Remove one (Entra → Users → Authentication methods), then go on.':
    '{upn} a déjà {count} jetons OATH et applications d’authentification, et Entra en permet cinq. Retirez-en un (Entra → Utilisateurs → Méthodes d’authentification), puis reprenez.',
  'Entra has a token with serial {serial} that this job did not make: {~status}, {~whose}. Its secret cannot be read or changed.':
    'Entra a un jeton de numéro {serial} que ce dossier n’a pas créé : {~status}, {~whose}. Son secret ne peut être ni lu ni changé.',
  'Entra has {count} tokens with serial {serial} that this job did not make.':
    'Entra a {count} jetons de numéro {serial} que ce dossier n’a pas créés.',
  'One is {~status}, {~whose}.': 'L’un est {~status}, {~whose}.',
  'One was {~status}, {~whose}.': 'L’un était {~status}, {~whose}.',
  'Their secrets cannot be read or changed.': 'Leurs secrets ne peuvent être ni lus ni changés.',
  'Token {serial} of job {job} is still to be taken out of Entra. See to that first: the job’s page says how it stands.':
    'Le jeton {serial} du dossier {job} est encore à retirer d’Entra. Voyez d’abord à cela : la page du dossier dit où cela en est.',
  'assigned to nobody': 'attribué à personne',
  'assigned to {owner}': 'attribué à {owner}',
  'The token is being made in Entra just now.': 'Le jeton est justement en cours de création dans Entra.',
  'Entra has token {serial} assigned to somebody else by now ({owner}), so it was left as it is. Look at it in the portal, then confirm.':
    'Dans Entra, le jeton {serial} est maintenant attribué à quelqu’un d’autre ({owner}) : il a été laissé tel quel. Regardez-le dans le portail, puis confirmez.',
  'It is tried again by itself.': 'Le dépôt réessaie de lui-même.',
  'There is no such withdrawal.': 'Ce retrait n’existe pas.',
  'Nothing waits for this: the depot is at it, or it is done.':
    'Rien n’attend cela : le dépôt s’en occupe, ou c’est fait.',
  'Job {job} is {~state}: its token is not on its way.':
    'Le dossier {job} est à l’étape « {~state} » : son jeton n’est pas en route.',
  'The recipient is privileged: only an admin makes a pass for them.':
    'Le destinataire est privilégié : seul un administrateur lui crée un passe.',
  'In Entra: Users → {upn} → Authentication methods → delete the software OATH token that token {serial} was enrolled as.':
    'Dans Entra : Utilisateurs → {upn} → Méthodes d’authentification → supprimez le jeton OATH logiciel sous lequel le jeton {serial} est inscrit.',
  'In Entra: Users → {upn} → Authentication methods → delete the hardware OATH token {serial}.':
    'Dans Entra : Utilisateurs → {upn} → Méthodes d’authentification → supprimez le jeton OATH matériel {serial}.',
  'Then Protection → Multifactor authentication → OATH tokens: delete serial {serial} there as well.':
    'Puis Protection → Authentification multifacteur → Jetons OATH : supprimez-y aussi le numéro {serial}.',
  'Then confirm.': 'Puis confirmez.',
};
