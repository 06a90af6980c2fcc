import { sql } from 'kysely';
import type { Trx } from '../platform/database/database.js';
import { ProblemError } from '../platform/http/problem-error.js';

interface Admin {
  readonly id: string;
  /** Null for people of this depot. */
  readonly issuer: string | null;
}

/** The open accounts with the role admin, as they stand while a transaction holds them. */
export class Admins {
  readonly #admins: readonly Admin[];
  readonly #provider: string | null;

  /** @param provider issuer of the identity provider that people can sign in at today */
  constructor(admins: readonly Admin[], provider: string | null) {
    this.#admins = admins;
    this.#provider = provider;
  }

  /**
   * Nobody else takes the role from any of them, or closes one, until the transaction ends: of two admins who take it from each other
   * at the same moment the second waits, on whichever replica, and finds what the first has left. Comes before any other person is
   * locked, in one order.
   */
  static async lock(trx: Trx, provider: string | null): Promise<Admins> {
    const admins = await trx
      .selectFrom('person')
      .select(['id', 'issuer'])
      .where(sql<boolean>`'admin' = ANY(roles)`)
      .where('closed_at', 'is', null)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    return new Admins(admins, provider);
  }

  /** @throws ProblemError `last-admin` where only they can still sign in as an admin */
  refuseToLose(id: string): void {
    const can = this.#admins.filter((admin) => this.#canSignIn(admin));
    if (can.length === 1 && can[0]?.id === id) throw new ProblemError('last-admin');
  }

  /** Whoever acts may have been let in a moment before it was taken from them. @throws ProblemError `not-your-role` */
  refuseUnless(actorId: string | null): void {
    if (this.#admins.some(({ id }) => id === actorId)) return;
    throw new ProblemError(
      'not-your-role',
      'Another admin has just taken the role admin from you, or closed your account.',
    );
  }

  #canSignIn({ issuer }: Admin): boolean {
    if (issuer === null) return true;
    // A slash at the end makes no other provider.
    return this.#provider !== null && new URL(issuer).href === new URL(this.#provider).href;
  }
}
