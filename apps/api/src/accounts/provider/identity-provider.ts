import * as oidc from 'openid-client';
import type { ProviderSettings } from '../../platform/config/provider-settings.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { claimedRoles, isOverage } from './claimed-roles.js';
import type { Claims } from './claimed-roles.js';
import type { Flow } from './provider-flow.js';

/** Seconds for one answer: somebody waits for it. */
const patience = 8;
/** What the provider says of itself may change. */
const rememberedMs = 3_600_000;

/** The OpenID provider as a relying party sees it. No token leaves this file. */
export class IdentityProvider {
  readonly #settings: ProviderSettings;
  readonly #now: () => number;
  #known: { readonly configuration: Promise<oidc.Configuration>; readonly until: number } | null = null;

  /** @param now milliseconds */
  constructor(settings: ProviderSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** A new sign-in: where the browser goes, and what has to be remembered. @throws ProblemError `provider-away` */
  async begin(page: string, until: number): Promise<{ url: string; flow: Flow }> {
    const configuration = await this.#ask();
    const flow = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      page,
      until,
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.callback,
      scope: this.#settings.scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, flow };
  }

  /**
   * Takes the code that came back, once its state fits.
   * @param query of the address that the provider sent the browser to
   * @throws ProblemError `provider-away`, `provider-refused`, `too-many-groups`
   */
  async claims(query: string, flow: Flow): Promise<Claims> {
    const configuration = await this.#ask();
    const { callback, claim, roles } = this.#settings;
    const answer = await oidc
      .authorizationCodeGrant(configuration, new URL(`${callback}?${query}`), {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
      })
      .catch(refused);
    const told: Claims | undefined = answer.claims();
    if (typeof told?.['sub'] !== 'string') throw new ProblemError('provider-refused');
    if (isOverage(told, claim)) throw new ProblemError('too-many-groups');
    const isUntold = claimedRoles(told, claim, roles) === 'untold';
    const asksMore = isUntold || told['preferred_username'] === undefined;
    if (!asksMore || configuration.serverMetadata().userinfo_endpoint === undefined) return told;
    const more: Claims = await oidc
      .fetchUserInfo(configuration, answer.access_token, told['sub'])
      .catch(isUntold ? away : nothingMore);
    if (isOverage({ ...more, ...told }, claim)) throw new ProblemError('too-many-groups');
    return { ...more, ...told };
  }

  /** Where the provider's own session ends; null where it offers none, or does not answer. */
  async endUrl(): Promise<string | null> {
    try {
      const configuration = await this.#ask();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: this.#settings.home }).href;
    } catch {
      return null;
    }
  }

  async #ask(): Promise<oidc.Configuration> {
    if (this.#known === null || this.#known.until < this.#now()) {
      this.#known = { configuration: this.#discover(), until: this.#now() + rememberedMs };
    }
    try {
      return await this.#known.configuration;
    } catch (error) {
      this.#known = null;
      throw new ProblemError('provider-away', undefined, { why: codeOf(error) });
    }
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const here = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(new URL(issuer), clientId, undefined, asItLikes(clientSecret), {
      // The signature is checked as well, not the line alone that the token came by.
      execute: [...here, oidc.enableNonRepudiationChecks],
      timeout: patience,
    });
  }
}

/** The secret goes as the provider says it takes it; one that says nothing takes Basic (OpenID Connect Discovery 1.0, section 3). */
function asItLikes(secret: string): oidc.ClientAuth {
  const post = oidc.ClientSecretPost(secret);
  const basic = oidc.ClientSecretBasic(secret);
  return (server, client, body, headers) => {
    const takesPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true;
    (takesPost ? post : basic)(server, client, body, headers);
  };
}

/** What went wrong in one word for the log's reader: the library's own words quote what it was given. */
function refused(error: unknown): never {
  throw new ProblemError(isAway(error) ? 'provider-away' : 'provider-refused', undefined, { why: codeOf(error) });
}

/** What nobody has told is not “none”: whoever has roles by it would lose them, and with them every session. */
function away(error: unknown): never {
  throw new ProblemError('provider-away', undefined, { why: codeOf(error) });
}

/** Who is known already is not turned away because there is no more to be had of them. */
function nothingMore(error: unknown): Claims {
  if (isAway(error)) refused(error);
  return {};
}

function isAway(error: unknown): boolean {
  return error instanceof TypeError || /TIMEOUT|ABORT/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : 'unknown';
}
