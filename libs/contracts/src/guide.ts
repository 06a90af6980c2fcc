import { z } from 'zod';

/**
 * What an operator walks through with a caller who shares the screen, in order. `qr`, `burn` and `code` are read off the job; the others
 * somebody ticks: the screen is shared, the security-info page is open, the other authenticator app is chosen; at the end the user has
 * signed in anew ("Don't ask again for 60 days", "Stay signed in"), and knows what to do if a code is asked before the parcel is there.
 */
export const GuideStep = z.enum(['share', 'page', 'other-app', 'qr', 'burn', 'code', 'sign-in-again', 'if-asked']);
export type GuideStep = z.infer<typeof GuideStep>;

/** The steps that a person ticks. */
export const TickedStep = GuideStep.extract(['share', 'page', 'other-app', 'sign-in-again', 'if-asked']);
export type TickedStep = z.infer<typeof TickedStep>;

/** `POST /api/jobs/:id/guide`; `done: false` takes a tick back. */
export const TickGuide = z.strictObject({ step: TickedStep, done: z.boolean() });
