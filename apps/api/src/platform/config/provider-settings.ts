import { readFileSync } from 'node:fs';
import { Role } from '@depot/contracts';
import { StartRefused } from './start-refused.js';

/** The identity provider that people may sign in at. */
export interface ProviderSettings {
  /** As the provider's metadata name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Never logged. */
  readonly clientSecret: string;
  /** Where the provider sends people back to. */
  readonly callback: string;
  /** What people see when they have signed out there; registered at the provider as well. */
  readonly home: string;
  readonly scope: string;
  /** The claim that says what somebody may do, and what its values mean here. */
  readonly claim: string;
  readonly roles: ReadonlyMap<string, Role>;
  /** On the button. */
  readonly label: string;
}

/** As they stand in the environment, each of the right shape. */
export interface GivenProvider {
  readonly issuer: string | undefined;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  readonly secretFile: string | undefined;
  readonly claim: string;
  readonly roles: string | undefined;
  readonly scope: string;
  readonly label: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | null;
}

const callbackPath = '/api/session/provider/callback';

/** @throws StartRefused naming what is missing or does not fit */
export function providerSettings(given: GivenProvider): ProviderSettings | null {
  const { issuer, clientId, publicUrl } = given;
  if (issuer === undefined) {
    if ([clientId, given.secret, given.secretFile, given.roles].every((value) => value === undefined)) return null;
    throw new StartRefused('DEPOT_OIDC_ISSUER is missing: it belongs to the other settings of DEPOT_OIDC_….');
  }
  if (/\/(common|organizations|consumers)(\/|$)/i.test(new URL(issuer).pathname)) {
    throw new StartRefused(
      'DEPOT_OIDC_ISSUER must name one tenant, such as https://login.microsoftonline.com/TENANT-ID/v2.0: anybody’s account would get in by this one.',
    );
  }
  if (clientId === undefined)
    throw new StartRefused('DEPOT_OIDC_CLIENT_ID is missing: it belongs to DEPOT_OIDC_ISSUER.');
  if (publicUrl === null) {
    throw new StartRefused('DEPOT_PUBLIC_URL is missing: the identity provider sends people back to it.');
  }
  return {
    issuer,
    clientId,
    clientSecret: clientSecret(given.secret, given.secretFile),
    callback: `${publicUrl}${callbackPath}`,
    home: `${publicUrl}/`,
    scope: given.scope,
    claim: given.claim,
    roles: roleMap(given.roles, given.claim),
    label: given.label,
  };
}

function clientSecret(secret: string | undefined, file: string | undefined): string {
  if ((secret === undefined) === (file === undefined)) {
    throw new StartRefused('Set DEPOT_OIDC_SECRET or DEPOT_OIDC_SECRET_FILE, one of the two, for DEPOT_OIDC_ISSUER.');
  }
  if (secret !== undefined) return secret;
  try {
    const text = readFileSync(file ?? '', 'utf8').trim();
    if (text !== '') return text;
  } catch {
    // Said below, with the same words: what is wrong with a file may be in its name.
  }
  throw new StartRefused('DEPOT_OIDC_SECRET_FILE cannot be read, or is empty.');
}

/** `value=role` with commas. The claim `roles` has names that an admin gave: they are the depot's own unless something else is said. */
function roleMap(text: string | undefined, claim: string): ReadonlyMap<string, Role> {
  if (text === undefined) {
    if (claim === 'roles') return new Map(Role.options.map((role) => [role, role]));
    throw new StartRefused(
      `DEPOT_OIDC_ROLES is missing: say which values of ${claim} give which role, such as 1b4e28ba-2fa1-11d2-883f-0016d3cca427=operator.`,
    );
  }
  const pairs = text.split(',').map((part): [string, Role] => {
    const at = part.lastIndexOf('=');
    const role = Role.safeParse(part.slice(at + 1).trim());
    const value = part.slice(0, Math.max(at, 0)).trim();
    if (value === '' || !role.success) {
      throw new StartRefused(
        `DEPOT_OIDC_ROLES must be VALUE=ROLE with commas; the roles are ${Role.options.join(', ')}.`,
      );
    }
    return [value, role.data];
  });
  return new Map(pairs);
}
