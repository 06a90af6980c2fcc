import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SignInSeals } from '../platform/vault/sign-in-seals.js';

/**
 * How many refused sign-ins close a door, and for which time it looks back. A name counts whoever tries it and an address whichever names it tries, on
 * all replicas together. `factor`: the password was right and the second factor was not. Ten guesses a day hit one of a window's 7 codes in 7 cases of
 * 100,000.
 */
const limits = {
  name: { most: 10, minutes: 10 },
  address: { most: 30, minutes: 10 },
  factor: { most: 10, minutes: 1440 },
} as const;

export type DoorKind = keyof typeof limits;
/** @param kind what is counted, by `of` */
export interface Door {
  readonly kind: DoorKind;
  readonly of: string;
}

/** One that is under way, and counts as refused until it is known to be right. */
export interface Attempt {
  readonly id: number;
  readonly subject: string;
}

/** Sign-ins that were refused, counted in the record. */
@Injectable()
export class RefusedSignIns {
  constructor(
    private readonly work: UnitOfWork,
    private readonly seals: SignInSeals,
  ) {}

  /**
   * Counts the attempt before anything of it is looked at, so that many at once are no more than one after the other.
   * @returns null when the door is closed; what was tried then does not count
   */
  async knock(door: Door): Promise<Attempt | null> {
    const { most, minutes } = limits[door.kind];
    const subject = this.#subject(door);
    const db = this.work.read;
    const { id } = await db.insertInto('refused_sign_in').values({ subject }).returning('id').executeTakeFirstOrThrow();
    const { tries } = await db
      .selectFrom('refused_sign_in')
      .select((row) => row.fn.countAll<number>().as('tries'))
      .where('subject', '=', subject)
      .where('at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`)
      .executeTakeFirstOrThrow();
    if (tries <= most) return { id, subject };
    await this.forget({ id, subject });
    return null;
  }

  /** It was right, or was not looked at. */
  async forget({ id }: Attempt): Promise<void> {
    await this.work.read.deleteFrom('refused_sign_in').where('id', '=', id).execute();
  }

  /** Whoever signs in has shown that they are no guesser. Old refusals go as well. */
  async clear(db: Database, ...doors: readonly Door[]): Promise<void> {
    const longest = Math.max(...Object.values(limits).map(({ minutes }) => minutes));
    await db
      .deleteFrom('refused_sign_in')
      .where((row) =>
        row.or([
          row(
            'subject',
            'in',
            doors.map((door) => this.#subject(door)),
          ),
          row('at', '<', sql<Date>`now() - make_interval(mins => ${longest})`),
        ]),
      )
      .execute();
  }

  #subject({ kind, of }: Door): string {
    return `${kind} ${this.seals.printOf(of)}`;
  }
}
