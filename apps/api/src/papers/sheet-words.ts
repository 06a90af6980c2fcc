import type { SheetProof } from '@depot/contracts';

interface Words {
  readonly title: string;
  readonly made: (when: string, by: string) => string;
  readonly reason: string;
  readonly token: string;
  readonly whose: string;
  readonly nobody: string;
  readonly until: string;
  readonly proofs: string;
  readonly proofsAbout: string;
  readonly how: Readonly<Record<SheetProof['how'], string>>;
  readonly drift: string;
  readonly certificates: string;
  readonly noCertificate: string;
  readonly certificate: (from: string, to: string) => string;
  readonly custody: string;
  readonly row: string;
  readonly job: string;
  readonly erased: string;
  readonly notChained: string;
  readonly more: (count: number) => string;
  readonly verify: string;
  readonly verifyAbout: string;
  readonly head: string;
  readonly anchor: (day: string) => string;
  readonly noAnchor: string;
  readonly page: (at: number, of: number) => string;
  readonly kind: Readonly<Record<'programmable' | 'classic', string>>;
  readonly status: Readonly<Record<'stock' | 'reserved' | 'bound' | 'returned' | 'retired', string>>;
  readonly seed: Readonly<Record<'none' | 'kept' | 'destroyed', string>>;
}

export const sheetWords: Readonly<Record<'en' | 'fr', Words>> = {
  en: {
    title: 'Record of token',
    made: (when, by) => `Made on ${when} (UTC) for ${by}.`,
    reason: 'Reason:',
    token: 'Token',
    whose: 'Whose it was',
    nobody: 'It was bound to nobody yet.',
    until: 'until',
    proofs: 'What proved it',
    proofsAbout:
      'Codes are compared and never kept. A code that was read out or computed proves nothing of where the token is.',
    how: {
      code: 'by a code that the token showed',
      'two-codes': 'by two codes in a row',
      attested: 'attested by a person, without a code',
      computed: 'code computed from the seed: no proof',
      'read-out': 'code read out to a caller: no proof',
    },
    drift: 'clock',
    certificates: 'Destruction of its seed',
    noCertificate: 'No seed of this token has been destroyed yet.',
    certificate: (from, to) => `kept since ${from}, destroyed on ${to}`,
    custody: 'Who did what, when (UTC)',
    row: 'row',
    job: 'job',
    erased: 'what it said has been erased',
    notChained: 'not chained yet',
    more: (count) => `${String(count)} earlier events are left out.`,
    verify: 'Checking this sheet without the depot',
    verifyAbout:
      'An admin exports the record. On any computer with the depot’s program the export alone is checked, and the row and hash of any line above (or the head) must be in it:',
    head: 'Head of the record when this sheet was made:',
    anchor: (day) =>
      `Latest signed anchor, of ${day}: keep its key elsewhere and check it with --anchor and --anchor-key.`,
    noAnchor: 'No anchor has been signed yet.',
    page: (at, of) => `${String(at)} / ${String(of)}`,
    kind: { programmable: 'programmable', classic: 'classic' },
    status: { stock: 'in stock', reserved: 'reserved', bound: 'in use', returned: 'returned', retired: 'retired' },
    seed: { none: 'no seed', kept: 'seed kept', destroyed: 'seed destroyed' },
  },
  fr: {
    title: 'Registre du jeton',
    made: (when, by) => `Établi le ${when} (UTC) pour ${by}.`,
    reason: 'Motif :',
    token: 'Jeton',
    whose: 'À qui il était',
    nobody: 'Il n’a encore été attribué à personne.',
    until: 'jusqu’au',
    proofs: 'Ce qui l’a prouvé',
    proofsAbout:
      'Les codes sont comparés et jamais conservés. Un code lu ou calculé ne prouve rien de l’endroit où est le jeton.',
    how: {
      code: 'par un code affiché par le jeton',
      'two-codes': 'par deux codes consécutifs',
      attested: 'attesté par une personne, sans code',
      computed: 'code calculé à partir du secret : aucune preuve',
      'read-out': 'code lu à un appelant : aucune preuve',
    },
    drift: 'horloge',
    certificates: 'Destruction de son secret',
    noCertificate: 'Aucun secret de ce jeton n’a encore été détruit.',
    certificate: (from, to) => `conservé depuis le ${from}, détruit le ${to}`,
    custody: 'Qui a fait quoi, quand (UTC)',
    row: 'ligne',
    job: 'dossier',
    erased: 'son contenu a été effacé',
    notChained: 'pas encore enchaîné',
    more: (count) => `${String(count)} événements antérieurs sont omis.`,
    verify: 'Vérifier cette feuille sans le dépôt',
    verifyAbout:
      'Un administrateur exporte le registre. Sur tout ordinateur doté du programme du dépôt, l’export seul est vérifié, et la ligne et l’empreinte de chaque entrée ci-dessus (ou la tête) doivent s’y trouver :',
    head: 'Tête du registre à l’établissement de cette feuille :',
    anchor: (day) =>
      `Dernière ancre signée, du ${day} : gardez sa clé ailleurs et vérifiez-la avec --anchor et --anchor-key.`,
    noAnchor: 'Aucune ancre n’a encore été signée.',
    page: (at, of) => `${String(at)} / ${String(of)}`,
    kind: { programmable: 'programmable', classic: 'classique' },
    status: { stock: 'en stock', reserved: 'réservé', bound: 'en service', returned: 'revenu', retired: 'retiré' },
    seed: { none: 'aucun secret', kept: 'secret conservé', destroyed: 'secret détruit' },
  },
};
