import { Injectable } from '@nestjs/common';
import type { SealedToken } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { sealedToken } from '../platform/vault/sealed-token.js';
import { neverSeen } from './tokens.service.js';

/** Hands out a token's seeds as they lie sealed, for `vault prove` beside a depot that holds its record alone. */
@Injectable()
export class SealedTokenService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-found` */
  async examine(serial: string, reason: string, actor: Actor): Promise<SealedToken> {
    const found = await sealedToken(this.work.read, serial, this.clock.now());
    if (found === null) throw neverSeen(serial);
    await this.work.run((trx) => recordEvents(trx, [{ kind: 'vault.examined', actor, serial, facts: { reason } }]));
    return found;
  }
}
