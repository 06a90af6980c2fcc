import { Injectable } from '@nestjs/common';
import type { CustomerKeyView, NewCustomerKey } from '@depot/contracts';
import type { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CustomerKey } from '../platform/vault/customer-key.js';
import { CustomerKeys } from '../platform/vault/customer-keys.js';

/** The key that the depot's Molto2 were given. It goes in, and to agents under seal; nobody reads it here again. */
@Injectable()
export class CustomerKeyService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: CustomerKeys,
  ) {}

  async view(): Promise<CustomerKeyView> {
    const { setAt } = await this.keys.inUse(this.work.read, await theTenant(this.work.read));
    return { set: setAt !== null, setAt: setAt?.toISOString() ?? null };
  }

  async set({ key, reason }: z.output<typeof NewCustomerKey>, actor: Actor): Promise<CustomerKeyView> {
    const bytes = 'hex' in key ? Buffer.from(key.hex, 'hex') : Buffer.from(key.text, 'ascii');
    const secret = new CustomerKey(bytes);
    try {
      await this.work.run(async (trx) => {
        const id = await this.keys.set(trx, await theTenant(trx), secret);
        await recordEvents(trx, [{ kind: 'customer-key.set', actor, facts: { reason, key: id } }]);
      });
    } finally {
      secret.wipe();
    }
    return this.view();
  }

  /** Back to the vendor's default. A second time is nothing. */
  async forget(reason: string, actor: Actor): Promise<CustomerKeyView> {
    await this.work.run(async (trx) => {
      if (!(await this.keys.forget(trx, await theTenant(trx)))) return;
      await recordEvents(trx, [{ kind: 'customer-key.forgotten', actor, facts: { reason } }]);
    });
    return this.view();
  }
}
