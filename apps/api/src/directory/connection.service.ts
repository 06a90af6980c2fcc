import { X509Certificate, createPrivateKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectionTest, ConnectionView, NewConnection } from '@depot/contracts';
import type { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { ClientCredential } from '../platform/vault/client-credential.js';
import { ClientCredentials } from '../platform/vault/client-credentials.js';
import { tryConnection } from './graph/connection-test.js';
import { GraphConnections } from './graph/graph-connections.js';
import { GraphPace } from './pacing/graph-pace.js';

/** The connection to Microsoft Graph. Its secret goes in, and to Entra; nobody reads it here again. */
@Injectable()
export class ConnectionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly connections: GraphConnections,
    private readonly pace: GraphPace,
  ) {}

  async view(): Promise<ConnectionView> {
    const tenant = await theTenant(this.work.read);
    const known = await this.credentials.connection(this.work.read, tenant);
    const { graphUrl } = this.connections;
    const certificate = known?.certificate == null ? null : new X509Certificate(known.certificate);
    return {
      connected: known !== null,
      entraTenant: known?.entra_tenant ?? null,
      clientId: known?.client_id ?? null,
      credential: known?.credential ?? null,
      thumbprint: certificate?.fingerprint.replaceAll(':', '') ?? null,
      expiresAt: certificate === null ? null : new Date(certificate.validTo).toISOString(),
      setAt: known?.set_at.toISOString() ?? null,
      graphUrl,
      emulated: graphUrl.startsWith('http:'),
      budget: known === null ? [] : await this.pace.view(tenant),
    };
  }

  /** @throws ProblemError `bad-request` for a certificate and a key that do not belong together */
  async set(request: z.output<typeof NewConnection>, actor: Actor): Promise<ConnectionView> {
    const { entraTenant, clientId, proof, reason } = request;
    if ('certificate' in proof) refuseUnfit(proof);
    const secret = new ClientCredential(Buffer.from('secret' in proof ? proof.secret : proof.privateKey, 'utf8'));
    const credential = 'secret' in proof ? 'secret' : 'certificate';
    const certificate = 'secret' in proof ? null : proof.certificate;
    try {
      await this.work.run(async (trx) => {
        const about = { entra_tenant: entraTenant, client_id: clientId, credential, certificate } as const;
        await this.credentials.set(trx, await theTenant(trx), { ...about, proof: secret });
        const facts = { reason, entraTenant, clientId, credential };
        await recordEvents(trx, [{ kind: 'directory.connected', actor, facts }]);
      });
    } finally {
      secret.wipe();
    }
    return this.view();
  }

  /** Back to somebody's hands in the portal. A second time is nothing. */
  async forget(reason: string, actor: Actor): Promise<ConnectionView> {
    await this.work.run(async (trx) => {
      if (!(await this.credentials.forget(trx, await theTenant(trx)))) return;
      await recordEvents(trx, [{ kind: 'directory.disconnected', actor, facts: { reason } }]);
    });
    return this.view();
  }

  /** @throws ProblemError `not-connected` */
  async test(): Promise<ConnectionTest> {
    return tryConnection(await this.connections.of(await theTenant(this.work.read)));
  }
}

function refuseUnfit(proof: { certificate: string; privateKey: string }): void {
  let fits: boolean;
  try {
    const key = createPrivateKey(proof.privateKey);
    fits = key.asymmetricKeyType === 'rsa' && new X509Certificate(proof.certificate).checkPrivateKey(key);
  } catch {
    // The parser's own message could quote the key.
    throw new ProblemError(
      'bad-request',
      'Certificate and private key must be PEM, the key as PKCS #8 without a passphrase (“BEGIN PRIVATE KEY”).',
    );
  }
  if (!fits) throw new ProblemError('bad-request', 'The private key is not this certificate’s, or not RSA.');
}
