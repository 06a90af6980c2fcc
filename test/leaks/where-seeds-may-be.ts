import type { Sink } from './sinks.js';

/**
 * product.md, “A seed exists in clear only …”, as a table: for each seed every sink it must be found in. It may be in no other.
 * The requests of people's captures and the admin's download are the protocols that need it; the virtual plastic is the
 * token itself, and a classic one is given its seed through the bench, as its maker would. No seed may be in a frame:
 * orders are sealed. The finder reads no pictures.
 */
export const whereSeedsMayBe: Readonly<Record<string, readonly Sink[]>> = {
  qr: ['bodies: captures', 'virtual plastic'],
  'qr, the key typed': ['bodies: captures', 'virtual plastic'],
  'qr, cancelled': ['bodies: captures', 'virtual plastic'],
  // Written over by the second.
  'qr, renewed: the first': ['bodies: captures'],
  'qr, renewed: the second': ['bodies: captures', 'virtual plastic'],
  'own seed': ['answers: Entra CSV', 'virtual plastic'],
  'own seed, cancelled': ['virtual plastic'],
  'own seed, renewed: the first': ['answers: Entra CSV'],
  'own seed, renewed: the second': ['answers: Entra CSV', 'virtual plastic'],
  'own seed, Molto2': ['answers: Entra CSV', 'virtual plastic'],
  // To Graph it goes over a line of its own.
  'own seed, through Graph': ['virtual plastic'],
  // No seed, and treated like one: in the one answer that shows it.
  'Temporary Access Pass': ['answers: Temporary Access Pass'],
  // No seed, and treated like one: in the one answer that shows it, and in the request of whoever types it.
  'one-time code, as printed': ['answers: one-time codes'],
  'one-time code, as typed': ['bodies: one-time codes'],
  'own seed, at a kiosk': ['virtual plastic'],
  // No seed, and treated like one. The virtual Molto2 that refused it never held it.
  'customer key': ['bodies: customer key'],
  import: ['bodies: seed files', 'answers: Entra CSV', 'bench requests', 'virtual plastic'],
  'import, back to stock': ['bodies: seed files', 'bench requests', 'virtual plastic'],
  'import, never used': ['bodies: seed files'],
  'import, encrypted to the depot': [],
  'import, encrypted with a pass phrase': [],
  'pass phrase of a seed file': ['bodies: seed files'],
  'import, a bad row handed back': ['bodies: seed files', 'answers: bad rows'],
  'import, which the record refuses': ['bodies: seed files'],
  'a burn with a lost answer': ['bodies: captures', 'virtual plastic'],
  'a record that refuses': ['bodies: captures'],
  'a record that goes away': ['bodies: captures'],
  'a step that fails': ['bodies: captures', 'virtual plastic'],
  'mistake: a picture of eight digits': [],
};

/** What a mistake carries is in the request that somebody sent, and in nothing that the depot made of it. */
export const mistakesMayBe: readonly Sink[] = ['mistaken requests'];
