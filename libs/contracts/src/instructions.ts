import type { Wording } from './words.js';

/** One instruction a state: what the person at the kiosk does now. */
export const instructions = {
  waiting: { en: 'Take this job at a station.', fr: 'Prenez ce dossier à un poste.' },
  capturing: {
    en: 'Capture the QR code from the user’s Microsoft page.',
    fr: 'Capturez le QR code affiché sur la page Microsoft de l’utilisateur.',
  },
  scanning: { en: 'Scan the serial of a token from stock.', fr: 'Scannez le numéro de série d’un jeton du stock.' },
  burning: {
    en: 'Switch a programmable token on and put it on a reader.',
    fr: 'Allumez un jeton programmable et posez-le sur un lecteur.',
  },
  importing: { en: 'One moment: taking the token from stock.', fr: 'Un instant : sortie du jeton du stock.' },
  verifying: {
    en: 'Switch the token off and on again, then type its six digits.',
    fr: 'Éteignez puis rallumez le jeton, et tapez ses six chiffres.',
  },
  confirming: {
    en: 'Type the token’s code into the user’s Microsoft page. Did the page take it?',
    fr: 'Tapez le code du jeton dans la page Microsoft de l’utilisateur. A-t-il été accepté ?',
  },
  recording: { en: 'One moment: writing the record.', fr: 'Un instant : inscription au registre.' },
  registering: {
    en: 'Upload the Entra CSV in the portal and activate the token there, then confirm.',
    fr: 'Importez le CSV Entra dans le portail, activez-y le jeton, puis confirmez.',
  },
  activating: {
    en: 'Entra has the token. Type the six digits it shows now to activate it.',
    fr: 'Entra connaît le jeton. Tapez les six chiffres qu’il affiche pour l’activer.',
  },
  packing: {
    en: 'Scan the token’s serial to open the parcel.',
    fr: 'Scannez le numéro de série du jeton pour ouvrir le colis.',
  },
  packed: {
    en: 'Close the parcel: carrier and tracking number, or hand it over.',
    fr: 'Fermez le colis : transporteur et numéro de suivi, ou remise en main propre.',
  },
  shipping: { en: 'One moment: sending the parcel off.', fr: 'Un instant : expédition du colis.' },
  shipped: {
    en: 'In the post. When the recipient has it, ask for a code from the token.',
    fr: 'En route. À la réception, demandez un code du jeton au destinataire.',
  },
  'handed-over': {
    en: 'Handed over. Ask for one code from the token to prove that it arrived.',
    fr: 'Remis en main propre. Demandez un code du jeton pour prouver la réception.',
  },
  delivered: {
    en: 'The carrier says delivered. Ask the recipient for a code from the token.',
    fr: 'Livré selon le transporteur. Demandez un code du jeton au destinataire.',
  },
  returned: {
    en: 'The parcel came back. Pack it again, or cancel the job.',
    fr: 'Le colis est revenu. Préparez un nouvel envoi ou annulez le dossier.',
  },
  stopped: {
    en: 'Paused. Read the reason, put it right, then go on.',
    fr: 'En pause. Lisez la raison, corrigez, puis reprenez.',
  },
  uncertain: {
    en: 'The token may have been written. Put the same token back, then burn again.',
    fr: 'Le jeton a peut-être été écrit. Reposez le même jeton, puis relancez l’écriture.',
  },
  arrived: {
    en: 'Arrived; the seed is destroyed. Nothing to do.',
    fr: 'Arrivé ; le secret est détruit. Rien à faire.',
  },
  cancelled: { en: 'Cancelled. Nothing to do.', fr: 'Annulé. Rien à faire.' },
  lost: {
    en: 'Lost: this job has ended. Whether another makes good for it stands below.',
    fr: 'Perdu : ce dossier est clos. Un éventuel remplacement est indiqué ci-dessous.',
  },
} as const satisfies Record<string, Wording>;

/** What stands instead where no code can prove the arrival any more. */
export const seedlessInstructions: Readonly<Partial<Record<keyof typeof instructions, Wording>>> = {
  shipped: {
    en: 'In the post. The seed is destroyed: when the recipient says that it came, attest it.',
    fr: 'En route. Le secret est détruit : quand le destinataire dit l’avoir reçu, attestez-le.',
  },
  'handed-over': {
    en: 'Handed over. The seed is destroyed: whoever knows that the recipient has it attests it.',
    fr: 'Remis en main propre. Le secret est détruit : qui sait que le destinataire l’a l’atteste.',
  },
  delivered: {
    en: 'The carrier says delivered. The seed is destroyed: ask the recipient, then attest it.',
    fr: 'Livré selon le transporteur. Le secret est détruit : demandez au destinataire, puis attestez-le.',
  },
};

/** What stands instead where a Molto2 is wanted. */
export const moltoInstructions: Readonly<Partial<Record<keyof typeof instructions, Wording>>> = {
  burning: { en: 'Plug the Molto2 into this station.', fr: 'Branchez le Molto2 à ce poste.' },
  verifying: {
    en: 'Open the job’s profile on the Molto2 and type its six digits.',
    fr: 'Ouvrez le profil du dossier sur le Molto2 et tapez ses six chiffres.',
  },
  uncertain: {
    en: 'The profile may have been written. Plug the same Molto2 in, then burn again.',
    fr: 'Le profil a peut-être été écrit. Branchez le même Molto2, puis relancez l’écriture.',
  },
};
