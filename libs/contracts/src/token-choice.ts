import { z } from 'zod';
import { tokenKinds } from './token-kinds.js';
import { Algorithm, Period, TokenFamily } from './words.js';
import type { Route, Wording } from './words.js';

/** Seconds that a token's display stays on. */
export const DisplaySeconds = z.union([z.literal(15), z.literal(30), z.literal(60), z.literal(120)]);
export type DisplaySeconds = z.infer<typeof DisplaySeconds>;

/** What a profile's line says: the job's number, or whose it is, which anybody who holds the token can then read. */
export const TitleChoice = z.enum(['number', 'recipient']);
export type TitleChoice = z.infer<typeof TitleChoice>;

/** Which programmable tokens a batch wants, and how they are burned. A classic token is as its vendor's file says. */
export const TokenChoice = z.strictObject({
  family: TokenFamily.default('token2-single'),
  algorithm: Algorithm.default('SHA1'),
  period: Period.default(30),
  displaySeconds: DisplaySeconds.default(30),
  title: TitleChoice.default('number'),
});
export type TokenChoice = z.infer<typeof TokenChoice>;

/** How a tenant's directory hears of a token: by somebody's hands and Entra's CSV, or by Microsoft Graph. */
export type DirectoryKind = 'manual' | 'graph';

export const usualTokens: TokenChoice = TokenChoice.parse({});

/**
 * Why a route, or the tokens themselves, cannot take a choice, in words that say what to choose; null where they can.
 * Sources: Microsoft's QR names neither algorithm nor period, so both are otpauth's defaults; Entra's CSV upload knows SHA-1 alone
 * (https://learn.microsoft.com/entra/identity/authentication/concept-authentication-oath-tokens); Graph's `hashFunction` knows both.
 */
export function objectionTo(choice: TokenChoice, route: Route, directory: DirectoryKind = 'manual'): Wording | null {
  const { algorithm, period } = choice;
  // Nothing is written on a classic token.
  if (route === 'import') return null;
  const unable = inabilityOf(choice);
  if (unable !== null) return unable;
  if (route === 'qr' && (algorithm !== 'SHA1' || period !== 30)) {
    return {
      en: 'Microsoft’s QR is for SHA-1 and a new code every 30 seconds. Choose those, or put this recipient in a batch of another route.',
      fr: 'Le QR de Microsoft demande SHA-1 et un nouveau code toutes les 30 secondes. Choisissez-les, ou mettez ce destinataire dans un lot d’un autre parcours.',
    };
  }
  if (route === 'own-seed' && directory === 'manual' && algorithm !== 'SHA1') {
    return {
      en: 'Entra’s CSV upload takes SHA-1 only. Choose SHA-1, or have an admin connect Microsoft Graph.',
      fr: 'L’import CSV d’Entra n’accepte que SHA-1. Choisissez SHA-1, ou faites connecter Microsoft Graph par un admin.',
    };
  }
  return null;
}

/** What these tokens cannot do of it, by the table. */
function inabilityOf({ family, algorithm, period, displaySeconds, title }: TokenChoice): Wording | null {
  const kind = tokenKinds[family];
  if (!kind.algorithms.includes(algorithm)) return cannot(kind.algorithms.join(', '));
  if (!kind.periods.includes(period)) return cannot(`${kind.periods.join(', ')} s`);
  if (!kind.displaySeconds.includes(displaySeconds)) return cannot(`${kind.displaySeconds.join(', ')} s`);
  if (title === 'number' || kind.titled) return null;
  return {
    en: 'These tokens have no line for a title. Choose the job’s number, or tokens of many profiles.',
    fr: 'Ces jetons n’ont pas de ligne pour un titre. Choisissez le numéro du dossier, ou des jetons à plusieurs profils.',
  };
}

function cannot(choices: string): Wording {
  return {
    en: `These tokens cannot do that. Choose: ${choices}.`,
    fr: `Ces jetons ne le peuvent pas. Choisissez : ${choices}.`,
  };
}
