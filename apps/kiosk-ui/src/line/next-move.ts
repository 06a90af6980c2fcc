import type { JobView, ReaderView } from '@depot/contracts';

/** What a hand does next on the line; the first that is due. `tokens`: how many wait for their code. */
export type NextMove =
  | { readonly kind: 'code'; readonly job: JobView; readonly tokens: number }
  | { readonly kind: 'pack'; readonly job: JobView }
  | { readonly kind: 'hold-still' }
  | { readonly kind: 'place' }
  | { readonly kind: 'scan-stock' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'nothing' };

/**
 * Codes come first, for a token's display goes out; then parcels, so that no two tokens lie about; then the readers.
 * @param jobs those on the bench, oldest first
 */
export function nextMove(jobs: readonly JobView[], readers: readonly ReaderView[]): NextMove {
  const wanting = jobs.filter(({ state }) => state === 'verifying' || state === 'activating');
  const [first] = wanting;
  if (first !== undefined) return { kind: 'code', job: first, tokens: wanting.length };
  const packing = jobs.find(({ state }) => state === 'packing');
  if (packing !== undefined) return { kind: 'pack', job: packing };
  const burning = jobs.filter(({ state }) => state === 'burning');
  const busy = readers.filter(({ state }) => state === 'busy').length;
  if (burning.length > busy) return { kind: 'place' };
  if (busy > 0) return { kind: 'hold-still' };
  if (jobs.some(({ state }) => state === 'scanning')) return { kind: 'scan-stock' };
  return jobs.some(({ state }) => under.includes(state)) ? { kind: 'wait' } : { kind: 'nothing' };
}

/** The depot is at work. */
const under: readonly JobView['state'][] = ['importing', 'recording', 'shipping'];

/** Jobs that no hand at the line can help along: somebody has to look at them. */
export function inTray(jobs: readonly JobView[]): JobView[] {
  return jobs.filter(({ state }) => ['stopped', 'uncertain', 'registering', 'confirming'].includes(state));
}
