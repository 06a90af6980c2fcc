import { z } from 'zod';

/** `GET /api/session/ways`: what the button for the identity provider says; null where there is none. */
export const SignInWays = z.object({ provider: z.string().nullable() });
export type SignInWays = z.infer<typeof SignInWays>;

/** `DELETE /api/session`: where the provider's own session ends, for who came from there. */
export const SignedOut = z.object({ goTo: z.string().nullable() });
export type SignedOut = z.infer<typeof SignedOut>;
