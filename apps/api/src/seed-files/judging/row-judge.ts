import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import type { KnownSeed, Vault } from '../../platform/vault/vault.js';
import type { SeedRow, SeedToken } from '../seed-row.js';
import type { BadRow, JudgedRow, RowFinding } from './judged-row.js';
import { kindOfReason } from './kind-of-reason.js';
import { isKnownModel } from './known-models.js';
import { SeenRows } from './seen-rows.js';
import type { SeenBefore } from './seen-rows.js';

/** A row that could be read, with what is known of it from the file alone. */
interface ReadRow {
  readonly row: SeedRow;
  readonly token: SeedToken;
  readonly print: string;
  readonly before: SeenBefore;
}

interface KnownToken {
  readonly serial: string;
  readonly kind: 'programmable' | 'classic';
  readonly status: string;
  readonly seed_id: string | null;
  readonly number: number | null;
}

/** Judges one file's rows, some at a time and in their order: against the rows before them, and against the record. */
export class RowJudge {
  readonly #vault: Vault;
  readonly #seen = new SeenRows();
  /** Models that need no warning, or have had it. */
  readonly #models = new Set<string>();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Rows that were judged before a restart: only what later ones are compared with is kept of them. Their seeds are wiped. */
  pass(rows: readonly SeedRow[]): void {
    for (const { token } of this.#look(rows)) {
      token.seed.wipe();
      this.#models.add(token.model);
    }
  }

  /** Judges the next rows, each against the record as `db` sees it. The seeds are the caller's to wipe. */
  async judge(db: Database, rows: readonly SeedRow[]): Promise<JudgedRow[]> {
    const read = new Map(this.#look(rows).map((one) => [one.row, one]));
    const [tokens, seeds] = await together(
      knownTokens(
        db,
        [...read.values()].map(({ token }) => token.serial),
      ),
      this.#vault.known(
        db,
        [...read.values()].map(({ print }) => print),
      ),
    );
    const owners = await ownersOf(db, [...seeds.values()]);
    await this.#askForModels(db, [...read.values()]);
    return rows.map((row) => {
      const one = read.get(row);
      if (one === undefined) return unreadable(row);
      return this.#compare(one, { token: tokens.get(one.token.serial), seed: seeds.get(one.print), owners });
    });
  }

  #look(rows: readonly SeedRow[]): ReadRow[] {
    return rows.flatMap((row) => {
      if (typeof row.read === 'string') return [];
      const print = this.#vault.fingerprint(row.read.seed);
      const before = this.#seen.see({ serial: row.read.serial, print, line: row.line });
      return [{ row, token: row.read, print, before }];
    });
  }

  #compare(
    { row, token, print, before }: ReadRow,
    known: { token: KnownToken | undefined; seed: KnownSeed | undefined; owners: ReadonlyMap<string, string> },
  ): JudgedRow {
    const { serial } = token;
    const bad = (kind: RowFinding['kind'], reason: string): BadRow => ({
      verdict: 'bad',
      row,
      finding: { kind, reason },
    });
    if (before.serial !== undefined) {
      return bad('duplicate-serial', `Serial ${serial} stands on line ${String(before.serial)} already.`);
    }
    if (before.seed !== undefined) {
      return bad('duplicate-seed', `The seed of ${serial} is the same as on line ${String(before.seed)}.`);
    }
    const here = known.token;
    if (here !== undefined && known.seed?.live === true && here.seed_id === known.seed.seedId) {
      return { verdict: 'here', row };
    }
    const isBack = here !== undefined && cameBack(here);
    if (here !== undefined && !isBack) {
      const where = here.number === null ? here.status : `job ${String(here.number)}`;
      return bad('serial-taken', `Serial ${serial} is here already (${where}), and not with this seed.`);
    }
    if (known.seed !== undefined) {
      const owner = known.owners.get(known.seed.seedId) ?? 'another token';
      return bad('seed-taken', `The seed of ${serial} is here already (${owner}).`);
    }
    return { verdict: 'good', row, token, print, warnings: this.#warn(token, isBack) };
  }

  async #askForModels(db: Database, rows: readonly ReadRow[]): Promise<void> {
    const strange = new Set<string>();
    for (const { token } of rows) {
      if (this.#models.has(token.model)) continue;
      if (isKnownModel(token.model)) this.#models.add(token.model);
      else strange.add(token.model);
    }
    if (strange.size === 0) return;
    const { rows: found } = await sql<{ model: string }>`
      SELECT asked.model FROM unnest(${[...strange]}::text[]) AS asked (model)
      WHERE EXISTS (SELECT FROM depot.token WHERE token.model = asked.model)`.execute(db);
    for (const { model } of found) this.#models.add(model);
  }

  #warn(token: SeedToken, isBack: boolean): RowFinding[] {
    const warnings: RowFinding[] = [];
    if (isBack) {
      warnings.push({
        kind: 'came-back',
        reason: `Token ${token.serial} came back without a seed: it goes to stock again with this one.`,
      });
    }
    if (token.warning !== undefined) warnings.push(token.warning);
    if (!this.#models.has(token.model)) {
      this.#models.add(token.model);
      warnings.push({
        kind: 'unknown-model',
        reason: `The model “${token.model}” is new to the depot: its tokens are taken as classic ones that show six digits. Check one by its code.`,
      });
    }
    if (token.algorithm !== 'SHA1') {
      warnings.push({
        kind: 'graph-only',
        reason: `Token ${token.serial} uses SHA-256, which Entra takes through Microsoft Graph only, not by its CSV.`,
      });
    }
    return warnings;
  }
}

/** A classic token that was declared returned after its seed had been destroyed: its file is the only way back to stock. */
function cameBack({ kind, status, seed_id: seedId }: KnownToken): boolean {
  return kind === 'classic' && status === 'returned' && seedId === null;
}

function unreadable(row: SeedRow): BadRow {
  const reason = typeof row.read === 'string' ? row.read : '';
  return { verdict: 'bad', row, finding: { kind: kindOfReason(reason), reason } };
}

async function knownTokens(db: Database, serials: readonly string[]): Promise<Map<string, KnownToken>> {
  const { rows } = await sql<KnownToken>`
    SELECT token.serial, token.kind, token.status, token.seed_id, job.number
    FROM depot.token LEFT JOIN depot.job ON job.id = token.job_id
    WHERE token.serial = ANY (${serials}::text[]) AND token.profile = 0`.execute(db);
  return new Map(rows.map((row) => [row.serial, row]));
}

/** Whose the seeds are, in words, by the seed's id. */
async function ownersOf(db: Database, seeds: readonly KnownSeed[]): Promise<Map<string, string>> {
  if (seeds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; serial: string | null; number: number | null }>`
    SELECT asked.id, token.serial, job.number FROM unnest(${seeds.map(({ seedId }) => seedId)}::uuid[]) AS asked (id)
    JOIN depot.seed ON seed.id = asked.id
    LEFT JOIN depot.token ON token.seed_id = asked.id LEFT JOIN depot.job ON job.id = seed.job_id`.execute(db);
  return new Map(
    rows.map(({ id, serial, number }) => [
      id,
      number !== null ? `job ${String(number)}` : serial === null ? 'another token' : `token ${serial}`,
    ]),
  );
}
