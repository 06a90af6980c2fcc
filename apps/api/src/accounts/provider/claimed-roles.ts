import type { Role } from '@depot/contracts';

/** What the provider says of somebody: claims of the ID token, and of userinfo where that was asked. */
export type Claims = Readonly<Record<string, unknown>>;

/** The depot's roles behind the values of a claim, each once; `untold` where the claim is not there. */
export function claimedRoles(claims: Claims, claim: string, roles: ReadonlyMap<string, Role>): Role[] | 'untold' {
  const value = claims[claim];
  if (value === undefined || value === null) return 'untold';
  const values = (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  return [...new Set(values.flatMap((each) => roles.get(each) ?? []))];
}

/**
 * Entra leaves groups out of a token when there are too many (200 in a JWT): it then points elsewhere with `_claim_names`, or says `hasgroups`.
 * Source: learn.microsoft.com, “ID token claims reference”, groups overage.
 */
export function isOverage(claims: Claims, claim: string): boolean {
  if (claims[claim] !== undefined) return false;
  const elsewhere = claims['_claim_names'];
  if (typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, claim)) return true;
  return claim === 'groups' && (claims['hasgroups'] === true || claims['hasgroups'] === 'true');
}

/** What to call somebody: as they sign in there, else their name, else the subject; as sign-in names are written. */
export function nameIn(claims: Claims): string {
  const names = ['preferred_username', 'upn', 'email', 'name', 'sub'].map((claim) => claims[claim]);
  const name = names.find((each): each is string => typeof each === 'string' && each.trim() !== '') ?? 'somebody';
  return name.trim().toLowerCase().slice(0, 79);
}
