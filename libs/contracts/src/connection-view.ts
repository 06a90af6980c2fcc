import { z } from 'zod';
import { Instant, Wording } from './words.js';

/** What Graph lets the depot do of one kind of call, as all replicas together have learned it. */
export const GraphBudgetView = z.object({
  kind: z.enum(['activations', 'methods', 'inventory', 'users']),
  /** So many calls in so many seconds. */
  calls: z.int(),
  seconds: z.int(),
  /** When Graph last asked to wait, and for how many seconds. */
  askedToWaitAt: Instant.nullable(),
  waitSeconds: z.number().nullable(),
});
export type GraphBudgetView = z.infer<typeof GraphBudgetView>;

/** The connection to Microsoft Graph; its secret is never shown. */
export const ConnectionView = z.object({
  connected: z.boolean(),
  entraTenant: z.string().nullable(),
  clientId: z.string().nullable(),
  credential: z.enum(['secret', 'certificate']).nullable(),
  /** Of a certificate: its SHA-1 thumbprint as the portal shows it, and its last day. */
  thumbprint: z.string().nullable(),
  expiresAt: Instant.nullable(),
  setAt: Instant.nullable(),
  /** Where Graph is asked; it is Microsoft's unless the depot was started otherwise. */
  graphUrl: z.string(),
  /** It is not Microsoft that is asked, but a stand-in on this machine. */
  emulated: z.boolean(),
  budget: z.array(GraphBudgetView),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** One thing that a connection needs, and what to click where it is missing. */
export const ConnectionFinding = z.object({
  check: z.enum(['sign-in', 'users', 'inventory', 'methods', 'roles', 'licence', 'hardware-policy', 'software-policy']),
  ok: z.boolean(),
  /** What Microsoft said, with code and request-id; null where all is well. */
  said: z.string().nullable(),
  todo: Wording.nullable(),
});
export type ConnectionFinding = z.infer<typeof ConnectionFinding>;

export const ConnectionTest = z.object({ ok: z.boolean(), findings: z.array(ConnectionFinding) });
export type ConnectionTest = z.infer<typeof ConnectionTest>;
