/** Facts that say something of a job or a token and nothing of a person. A fact that is not named here counts as personal. */
const impersonal: ReadonlySet<string> = new Set([
  'route',
  'generation',
  'seed',
  'purpose',
  'order',
  'reader',
  'model',
  'clockOffset',
  'code',
  'shipment',
  'carrier',
  'tries',
  'drift',
  'proof',
  'from',
  'methodGone',
  'profile',
  'overwrite',
  'keyTrial',
  'triesLeft',
  'kind',
  'token',
  'requestId',
  'how',
  'expires',
  'readOut',
  'question',
  'channel',
  'newJob',
  'replaces',
  'wayIn',
]);

/** A seed's certificate: its reason is the depot's own words. */
const impersonalKinds: ReadonlySet<string> = new Set(['seed.destroyed']);

/** Whether an event of a recipient's job may say something of the recipient: the account in a QR, a reason in free text. */
export function mayBePersonal(event: { readonly kind: string; readonly facts: Record<string, unknown> }): boolean {
  return !impersonalKinds.has(event.kind) && Object.keys(event.facts).some((fact) => !impersonal.has(fact));
}
