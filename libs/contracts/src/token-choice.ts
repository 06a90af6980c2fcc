import { z } from 'zod';
import { Algorithm, Period } from './words.js';
import type { Route, Wording } from './words.js';

/** Seconds that a token's display stays on. */
export const DisplaySeconds = z.union([z.literal(15), z.literal(30), z.literal(60), z.literal(120)]);
export type DisplaySeconds = z.infer<typeof DisplaySeconds>;

/** How a batch wants its programmable tokens burned. A classic token is as its vendor's file says. */
export const TokenChoice = z.strictObject({
  algorithm: Algorithm.default('SHA1'),
  period: Period.default(30),
  displaySeconds: DisplaySeconds.default(30),
});
export type TokenChoice = z.infer<typeof TokenChoice>;

export const usualTokens: TokenChoice = TokenChoice.parse({});

/**
 * Why a route cannot take a choice, in words that say what to choose; null where it can. Every programmable token we know does
 * all of `TokenChoice`; what forbids one of them is where its seed comes from, or goes to.
 * Sources: Microsoft's QR names neither algorithm nor period, so both are otpauth's defaults; Entra's CSV upload knows SHA-1 alone
 * (https://learn.microsoft.com/entra/identity/authentication/concept-authentication-oath-tokens).
 */
export function objectionTo(choice: TokenChoice, route: Route): Wording | null {
  const { algorithm, period } = choice;
  if (route === 'qr' && (algorithm !== 'SHA1' || period !== 30)) {
    return {
      en: 'Microsoft’s QR is for SHA-1 and a new code every 30 seconds. Choose those, or put this recipient in a batch of another route.',
      fr: 'Le QR de Microsoft demande SHA-1 et un nouveau code toutes les 30 secondes. Choisissez-les, ou mettez ce destinataire dans un lot d’un autre parcours.',
    };
  }
  if (route === 'own-seed' && algorithm !== 'SHA1') {
    return {
      en: 'Entra’s CSV upload takes SHA-1 only. Choose SHA-1.',
      fr: 'L’import CSV d’Entra n’accepte que SHA-1. Choisissez SHA-1.',
    };
  }
  return null;
}
