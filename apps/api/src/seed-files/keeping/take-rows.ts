import { sql } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import type { Vault } from '../../platform/vault/vault.js';
import type { GoodRow } from '../judging/judged-row.js';

/**
 * Takes tokens to stock and their seeds to the vault, which wipes them: one statement a table, however many there are, and one event that
 * names them all. An event for each, chained, took as long as everything else. One that came back is in the record already and gets its seed anew.
 */
export async function takeRows(
  trx: Trx,
  rows: readonly GoodRow[],
  { vault, actor }: { vault: Vault; actor: Actor },
): Promise<void> {
  if (rows.length === 0) return;
  const sealed = vault.sealFactory(rows.map(({ token, print }) => ({ seed: token.seed, print })));
  const tokens = rows.map(({ token }, at) => ({
    serial: token.serial,
    model: token.model === '' ? null : token.model,
    manufacturer: token.manufacturer === '' ? null : token.manufacturer,
    algorithm: token.algorithm,
    period: token.period,
    seed_id: sealed.ids[at],
  }));
  const [, { numAffectedRows }] = await together(
    sealed.keep(trx),
    sql`
      INSERT INTO depot.token (serial, profile, kind, model, manufacturer, status, algorithm, period, seed_id)
      SELECT serial, 0, 'classic', model, manufacturer, 'stock', algorithm, period, seed_id
      FROM jsonb_to_recordset(${JSON.stringify(tokens)}) AS token (
        serial text, model text, manufacturer text, algorithm text, period integer, seed_id uuid)
      ON CONFLICT (serial, profile) DO UPDATE
      SET status = 'stock', algorithm = excluded.algorithm, period = excluded.period, seed_id = excluded.seed_id
      WHERE token.kind = 'classic' AND token.status = 'returned' AND token.seed_id IS NULL`.execute(trx),
    recordEvents(trx, [
      {
        kind: 'tokens.stocked',
        actor,
        facts: { tokens: tokens.map(({ serial, seed_id: seed }) => ({ serial, seed })) },
      },
    ]),
  );
  if (Number(numAffectedRows) !== rows.length)
    throw new Error('A token that was judged good is somebody else’s by now.');
}
