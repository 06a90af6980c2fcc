import { constants, createHash, randomBytes, verify } from 'node:crypto';
import type { EmulatedTenant } from './tenant.js';

/** What the token endpoint answers, with Entra's own error codes (AADSTS…). */
export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** `POST /{tenant}/oauth2/v2.0/token`: client credentials with a secret, or with a certificate's assertion. */
export class TokenEndpoint {
  readonly #tenant: EmulatedTenant;
  readonly #now: () => number;
  readonly #issued = new Map<string, number>();
  /** Seconds that a token is good for. */
  lifetime = 3599;

  constructor(tenant: EmulatedTenant, now: () => number) {
    this.#tenant = tenant;
    this.#now = now;
  }

  answer(tenantId: string, form: URLSearchParams, audience: string): TokenAnswer {
    const { registration } = this.#tenant;
    if (tenantId.toLowerCase() !== this.#tenant.id && tenantId !== 'contoso.onmicrosoft.com') {
      return refused('invalid_request', 90002, `Tenant '${tenantId}' not found.`);
    }
    if (form.get('grant_type') !== 'client_credentials' || !(form.get('scope') ?? '').endsWith('/.default')) {
      return refused('invalid_request', 1002012, 'The provided value for scope is not valid. It needs /.default.');
    }
    if (form.get('client_id') !== registration.clientId) {
      return refused('unauthorized_client', 700016, 'Application was not found in the directory.');
    }
    const secret = form.get('client_secret');
    if (secret !== null) {
      if (secret !== registration.secret) return refused('invalid_client', 7000215, 'Invalid client secret provided.');
      return this.#issue();
    }
    if (form.get('client_assertion_type') !== assertionType) {
      return refused('invalid_client', 7000216, 'client_assertion or client_secret is required.');
    }
    return this.#fits(form.get('client_assertion') ?? '', audience)
      ? this.#issue()
      : refused(
          'invalid_client',
          700027,
          'The certificate with identifier used to sign the assertion is not registered.',
        );
  }

  accepts(bearer: string): boolean {
    const until = this.#issued.get(fingerprint(bearer));
    return until !== undefined && until > this.#now();
  }

  revokeAll(): void {
    this.#issued.clear();
  }

  #issue(): TokenAnswer {
    const token = randomBytes(32).toString('base64url');
    this.#issued.set(fingerprint(token), this.#now() + this.lifetime);
    return { status: 200, body: { token_type: 'Bearer', expires_in: this.lifetime, access_token: token } };
  }

  #fits(assertion: string, audience: string): boolean {
    const { certificate, clientId } = this.#tenant.registration;
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    if (certificate === null || signature === '') return false;
    const header = parse(head);
    const said = parse(claims);
    const options = { key: certificate.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), options, Buffer.from(signature, 'base64url'));
    return (
      isSigned &&
      header['alg'] === 'PS256' &&
      header['x5t#S256'] === certificate.thumbprint &&
      said['iss'] === clientId &&
      said['sub'] === clientId &&
      said['aud'] === audience &&
      typeof said['jti'] === 'string' &&
      Number(said['exp']) > this.#now()
    );
  }
}

function refused(error: string, code: number, description: string): TokenAnswer {
  const status = error === 'invalid_client' ? 401 : 400;
  return { status, body: { error, error_description: `AADSTS${String(code)}: ${description}`, error_codes: [code] } };
}

function parse(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
