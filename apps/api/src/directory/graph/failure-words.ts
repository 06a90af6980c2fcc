import type { Wording } from '@depot/contracts';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import { GraphFailure } from './graph-failure.js';

/** The application permissions that the depot needs, by what it needs them for. */
const neededPermissions = {
  users: 'User.Read.All',
  inventory: 'Policy.ReadWrite.AuthenticationMethod',
  methods: 'UserAuthenticationMethod.ReadWrite.All',
  licence: 'Organization.Read.All',
  roles: 'RoleManagement.Read.Directory',
} as const;
export type Need = keyof typeof neededPermissions;

/** Where in the portal an application gets a permission. */
export function grant(need: Need): Wording {
  const permission = neededPermissions[need];
  return {
    en: `The permission ${permission} is missing. In Entra: App registrations → the depot’s → API permissions → Add a permission → Microsoft Graph → Application permissions → ${permission}, then “Grant admin consent”.`,
    fr: `L’autorisation ${permission} manque. Dans Entra : Inscriptions d’applications → celle du dépôt → API autorisées → Ajouter une autorisation → Microsoft Graph → Autorisations d’application → ${permission}, puis « Accorder un consentement d’administrateur ».`,
  };
}

const signIn: Readonly<Record<string, Wording>> = {
  AADSTS90002: {
    en: 'There is no such tenant: correct the tenant id (Entra → Overview).',
    fr: 'Ce locataire n’existe pas : corrigez son identifiant (Entra → Vue d’ensemble).',
  },
  AADSTS700016: {
    en: 'The tenant has no such application: correct the client id (App registrations → the depot’s → Overview).',
    fr: 'Le locataire n’a pas cette application : corrigez l’identifiant client (Inscriptions d’applications → Vue d’ensemble).',
  },
  AADSTS7000215: {
    en: 'The client secret is wrong: paste its value, not its id, or make a new one (Certificates & secrets).',
    fr: 'Le secret client est faux : collez sa valeur, pas son identifiant, ou créez-en un (Certificats et secrets).',
  },
  AADSTS7000222: {
    en: 'The client secret has expired: make a new one (Certificates & secrets) and set it here.',
    fr: 'Le secret client a expiré : créez-en un autre (Certificats et secrets) et saisissez-le ici.',
  },
  AADSTS700027: {
    en: 'The application does not know this certificate: upload its public half (Certificates & secrets → Certificates).',
    fr: 'L’application ne connaît pas ce certificat : importez sa partie publique (Certificats et secrets → Certificats).',
  },
};

/** Graph's code where an application lacks a permission; a policy's refusal is a 403 too. */
const missingPermission = 'Authorization_RequestDenied';

/** What to do about a failure of a call that needed this. */
export function adviceFor(failure: GraphFailure, need: Need): Wording {
  const known = signIn[failure.code];
  if (known !== undefined) return known;
  if (failure.status === 403 && /licen[cs]e|premium/i.test(failure.message)) return licenceMissing;
  if (failure.status === 403 && failure.code !== missingPermission && /temporary access pass/i.test(failure.message)) {
    return passOff;
  }
  if (failure.status === 403) return grant(need);
  if (failure.isPassing) return { en: 'Try again in a moment.', fr: 'Réessayez dans un instant.' };
  if (/policy/i.test(failure.message)) return policyOff('hardware');
  return {
    en: 'Look at what Microsoft says; its support finds the call by the request-id.',
    fr: 'Lisez la réponse de Microsoft ; son assistance retrouve l’appel par le request-id.',
  };
}

export const licenceMissing: Wording = {
  en: 'The tenant has no Entra ID P1 or P2: hardware tokens need one of them. Without it use the QR route.',
  fr: 'Le locataire n’a ni Entra ID P1 ni P2, nécessaires aux jetons matériels. Sans eux, prenez la voie du QR code.',
};

export const passOff: Wording = {
  en: 'The policy has Temporary Access Passes off, or not for this user: Entra → Protection → Authentication methods → Policies → Temporary Access Pass → Enable.',
  fr: 'La stratégie désactive les passes d’accès temporaires, au moins pour cet utilisateur : Entra → Protection → Méthodes d’authentification → Stratégies → Passe d’accès temporaire → Activer.',
};

export function policyOff(which: 'hardware' | 'software'): Wording {
  if (which === 'hardware') {
    return {
      en: 'The policy has them off: Entra → Protection → Authentication methods → Policies → Hardware OATH tokens → Enable. It takes 20 minutes to an hour.',
      fr: 'La stratégie les désactive : Entra → Protection → Méthodes d’authentification → Stratégies → Jetons OATH matériels → Activer. Comptez 20 minutes à une heure.',
    };
  }
  return {
    en: 'The policy has them off: Entra → Protection → Authentication methods → Policies → Third-party software OATH tokens → Enable. It takes 20 minutes to an hour. Only the QR route needs it.',
    fr: 'La stratégie les désactive : Entra → Protection → Méthodes d’authentification → Stratégies → Jetons OATH logiciels tiers → Activer. Comptez 20 minutes à une heure. Seule la voie du QR code en a besoin.',
  };
}

/** Microsoft's own words with code and request-id, for the record. */
export function said(failure: GraphFailure): string {
  const reference = failure.requestId === null ? '' : `, request-id ${failure.requestId}`;
  return `${failure.message} (${failure.code}${reference})`;
}

/** Does what it says it is at, and throws what comes of it as the job's problem. */
export async function during<T>(what: { doing: string; need: Need }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error, what);
  }
}

/** A failure as the job's problem. @param doing what the depot was at, as the beginning of a sentence */
export function problemOf(error: unknown, { doing, need }: { doing: string; need: Need }): unknown {
  if (!(error instanceof GraphFailure)) return error;
  const detail = `${doing}: ${said(error)}. ${adviceFor(error, need).en}`;
  const facts = { code: error.code, message: error.message, requestId: error.requestId };
  return error.isPassing
    ? new PassingProblem('directory-away', detail, facts)
    : new ProblemError('directory-refused', detail, facts);
}
