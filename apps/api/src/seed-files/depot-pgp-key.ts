import { Injectable } from '@nestjs/common';
import type { PgpKeyView } from '@depot/contracts';
import { generateKey, readPrivateKey } from 'openpgp';
import type { PrivateKey } from 'openpgp';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { PgpKeys } from '../platform/vault/pgp-keys.js';
import { PgpSecret } from '../platform/vault/pgp-secret.js';

/** The depot's own PGP key pair: vendors encrypt seed files to its public half. */
@Injectable()
export class DepotPgpKey {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: PgpKeys,
    private readonly clock: Clock,
  ) {}

  /** The public half; the pair is made the first time that somebody asks. */
  async show(actor: Actor): Promise<PgpKeyView> {
    const known = (await this.keys.public(this.work.read)) ?? (await this.#make(actor));
    const { armored, fingerprint, user_id: userId, made_at: madeAt } = known;
    return { armored, fingerprint, userId, madeAt: madeAt.toISOString() };
  }

  /** The private half, unlocked, for the one reading that needs it; none where no pair was made. */
  async unlocked(): Promise<PrivateKey[]> {
    const secret = await this.keys.secret(this.work.read);
    if (secret === null) return [];
    try {
      // The key keeps views of the bytes it was read from, so it gets bytes of its own.
      return [await readPrivateKey({ binaryKey: Uint8Array.from(secret.expose()) })];
    } finally {
      secret.wipe();
    }
  }

  async #make(actor: Actor): Promise<NonNullable<Awaited<ReturnType<PgpKeys['public']>>>> {
    // Curve 25519 in the form of version 4, which every GnuPG since 2.1 takes; the newer form needs one of 2024 or later.
    const userId = 'Token Depot';
    const { privateKey, publicKey } = await generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: [{ name: userId, comment: 'seed files' }],
      format: 'object',
      date: this.clock.now(),
    });
    const fingerprint = publicKey.getFingerprint().toUpperCase();
    const secret = new PgpSecret(privateKey.write());
    await this.work.run(async (trx) => {
      const isKept = await this.keys.keep(trx, { armored: publicKey.armor(), fingerprint, user_id: userId, secret });
      if (isKept) await recordEvents(trx, [{ kind: 'pgp-key.made', actor, facts: { fingerprint } }]);
    });
    const kept = await this.keys.public(this.work.read);
    if (kept === null) throw new Error('The key pair was made and is not there.');
    return kept;
  }
}
