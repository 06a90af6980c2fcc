import { Injectable } from '@nestjs/common';
import { EventGroup } from '@depot/contracts';
import type { PreviewRetention, Retention, RetentionPreview, SetRetention } from '@depot/contracts';
import { Clock } from '../../platform/http/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../actor.js';
import { recordEvents } from '../record-event.js';
import { countKinds, findDue } from './due-events.js';

/** How long details of events are kept, by what they are about. For ever until an admin says otherwise. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async view(): Promise<Retention> {
    const rules = await this.work.read.selectFrom('retention').selectAll().execute();
    const counted = await countKinds(this.work.read);
    const groups = EventGroup.options.map(async (group) => {
      const kinds = counted.filter((kind) => kind.group === group);
      const days = rules.find((rule) => rule.group === group)?.days ?? null;
      const oldest = kinds.reduce<Date | null>(
        (first, { oldest: own }) => (first === null || own < first ? own : first),
        null,
      );
      const events = kinds.reduce((sum, kind) => sum + kind.events, 0);
      const names = kinds.map(({ kind }) => kind);
      const told = days === null ? { due: 0, next: null } : await this.#due(names, days);
      return { group, days, events, oldest: oldest?.toISOString() ?? null, ...told };
    });
    return { groups: await Promise.all(groups) };
  }

  async preview({ group, days }: PreviewRetention): Promise<RetentionPreview> {
    const counted = await countKinds(this.work.read);
    const kinds = counted.filter((kind) => kind.group === group).map(({ kind }) => kind);
    return this.#due(kinds, days);
  }

  /** Takes nothing away by itself: that is done in the next hour. */
  async set({ group, days, reason }: SetRetention, actor: Actor): Promise<Retention> {
    await this.work.run(async (trx) => {
      if (days === null) await trx.deleteFrom('retention').where('group', '=', group).execute();
      else
        await trx
          .insertInto('retention')
          .values({ group, days })
          .onConflict((conflict) => conflict.column('group').doUpdateSet({ days }))
          .execute();
      await recordEvents(trx, [{ kind: 'audit.retention-set', actor, facts: { group, days, reason } }]);
    });
    return this.view();
  }

  async #due(kinds: readonly string[], days: number): Promise<RetentionPreview> {
    const { due, next } = await findDue(this.work.read, { kinds, days, now: this.clock.now() });
    return { due, next: next?.toISOString() ?? null };
  }
}
