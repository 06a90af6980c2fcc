import type { JobView, ReaderView } from '@depot/contracts';

/** What a hand does next on the line; the first that is due, and whose it is. `tokens`: how many wait for their code. */
export type NextMove =
  | { readonly kind: 'code'; readonly job: JobView; readonly tokens: number }
  | { readonly kind: 'pack' | 'place' | 'scan-stock'; readonly job: JobView }
  | { readonly kind: 'hold-still' | 'wait' | 'nothing' };

/**
 * Codes come first, for a token's display goes out; then parcels, so that no two tokens lie about; then the readers.
 * @param jobs those on the bench, oldest first @param later ids of those that were skipped: their turn comes when nothing else is due
 */
export function nextMove(
  jobs: readonly JobView[],
  readers: readonly ReaderView[],
  later: ReadonlySet<string> = new Set(),
): NextMove {
  const due = jobs.filter(({ id }) => !later.has(id));
  const move = firstDue(due, readers);
  return 'job' in move || due.length === jobs.length ? move : firstDue(jobs, readers);
}

/** Where the next token can be laid down already, while the one before it is in hand; null where none is wanted or no reader is free. */
export function freeReader(jobs: readonly JobView[], readers: readonly ReaderView[]): ReaderView | null {
  return waitingForToken(jobs, readers) === undefined ? null : (readers.find(({ state }) => state === 'idle') ?? null);
}

function firstDue(jobs: readonly JobView[], readers: readonly ReaderView[]): NextMove {
  const wanting = jobs.filter(({ state }) => state === 'verifying' || state === 'activating');
  const [first] = wanting;
  if (first !== undefined) return { kind: 'code', job: first, tokens: wanting.length };
  const packing = jobs.find(({ state }) => state === 'packing');
  if (packing !== undefined) return { kind: 'pack', job: packing };
  const placing = waitingForToken(jobs, readers);
  if (placing !== undefined) return { kind: 'place', job: placing };
  if (readers.some(({ state }) => state === 'busy')) return { kind: 'hold-still' };
  const scanning = jobs.find(({ state }) => state === 'scanning');
  if (scanning !== undefined) return { kind: 'scan-stock', job: scanning };
  return { kind: jobs.some(({ state }) => under.includes(state)) ? 'wait' : 'nothing' };
}

/** The oldest job whose token nobody has laid down: a reader that is busy serves one of them. */
function waitingForToken(jobs: readonly JobView[], readers: readonly ReaderView[]): JobView | undefined {
  const busy = readers.filter(({ state }) => state === 'busy').length;
  const burning = jobs.filter(({ state }) => state === 'burning');
  const reserved = burning.filter(({ order }) => order?.status === 'reserved').length;
  const free = burning.filter(({ order }) => order?.status !== 'reserved');
  return free[Math.max(0, busy - reserved)];
}

/** The depot is at work. */
const under: readonly JobView['state'][] = ['importing', 'recording', 'shipping'];

/** Jobs that no hand at the line can help along: somebody has to look at them. */
export function inTray(jobs: readonly JobView[]): JobView[] {
  return jobs.filter(({ state }) => ['stopped', 'uncertain', 'registering', 'confirming'].includes(state));
}
