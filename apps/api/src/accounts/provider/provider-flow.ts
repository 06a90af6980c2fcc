import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SignInSeals } from '../../platform/vault/sign-in-seals.js';

/** How long somebody may take at the provider. */
export const flowSeconds = 600;

/** What is remembered of a sign-in while somebody is away at the provider: sealed, in their own browser. */
const Flow = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** What stood after `#` in the address. */
  page: z.string(),
  /** Unix seconds. */
  until: z.number(),
});
export type Flow = z.infer<typeof Flow>;

export function sealFlow(seals: SignInSeals, flow: Flow): string {
  return seals.seal(JSON.stringify(flow));
}

/** @returns null for what was not sealed here, or is too old */
export function openFlow(seals: SignInSeals, sealed: string, now: number): Flow | null {
  const text = seals.open(sealed);
  if (text === null) return null;
  const flow = Flow.safeParse(JSON.parse(text));
  return flow.success && flow.data.until > now ? flow.data : null;
}

/** As the record names one that came back: by the hash of its state, which is also all that is ever compared. */
export function idOfFlow({ state }: Pick<Flow, 'state'>): string {
  return createHash('sha256').update(state).digest('hex');
}

/** The page that somebody was on, as it may stand after `#`; anything else leads home. It never names a host. */
export function safePage(page: string | undefined): string {
  return page !== undefined && /^\/[\w\-/%.~?=&]{0,300}$/.test(page) && !page.startsWith('//') ? page : '/';
}
