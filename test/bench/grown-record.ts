import type { OpenStores } from './store-access.js';

/** Jobs of one batch: more batches make the rest. */
const batchSize = 1000;

/** A UUID (version 4 by its looks) made of a text: the same text gives the same one. */
const uuidOf = (text: string): string => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/**
 * Makes the record hold this many jobs by copying those that are there, each with its recipient, token, seed, order, binding,
 * shipment, events and places in the chain. Destroyed seeds stay destroyed; the copies' chain is not whole, only long.
 */
export async function growRecord({ run }: Pick<OpenStores, 'run'>, jobs: number): Promise<void> {
  const [count] = await run('SELECT count(*)::int AS jobs FROM depot.job');
  const have = Number(count?.['jobs']);
  const copies = Math.ceil(jobs / have) - 1;
  if (copies < 1) return;
  const batches = Math.max(1, Math.round((copies * have) / batchSize));
  const series = `generate_series(1, ${String(copies)}) AS copy`;
  const name = `batch ${String(jobs)} `;
  const batch = uuidOf(`'${name}' || (copy % ${String(batches)})`);
  await run('BEGIN');
  for (const statement of statements({ series, batch, batches, name, tag: `C${String(jobs)}C` })) await run(statement);
  await run('COMMIT');
  await run('VACUUM ANALYZE').catch(() => run('ANALYZE'));
}

interface Growth {
  readonly series: string;
  /** The batch of a copy, and how many there are, by name and number. */
  readonly batch: string;
  readonly batches: number;
  readonly name: string;
  /** Stands between what was copied and the copy's number, so that copies of copies do not meet. */
  readonly tag: string;
}

function statements({ series, batch, batches, name, tag }: Growth): string[] {
  const copied = (column: string): string => uuidOf(`${column}::text || '${tag}' || copy`);
  return [
    'CREATE TEMP TABLE original ON COMMIT DROP AS SELECT * FROM depot.job',
    `INSERT INTO depot.batch (id, tenant_id, name, route)
     SELECT ${uuidOf(`'${name}' || number`)}, (SELECT id FROM depot.tenant LIMIT 1), 'Sample batch ' || number, 'own-seed'
     FROM generate_series(0, ${String(batches - 1)}) AS number`,
    `INSERT INTO depot.recipient (id, tenant_id, upn, display_name, street, postal_code, city, country)
     SELECT DISTINCT ON (recipient.id, copy) ${copied('recipient.id')}, recipient.tenant_id, copy || '${tag}.' || upn, display_name || ' ' || copy,
       street, postal_code, city, country
     FROM depot.recipient JOIN original ON original.recipient_id = recipient.id, ${series}`,
    `INSERT INTO depot.seed (id, job_id, purpose, window_id, fingerprint, created_at, destroyed_at)
     SELECT ${copied('seed.id')}, ${copied('seed.job_id')}, purpose, window_id, sha256((seed.id::text || '${tag}' || copy)::bytea), seed.created_at, destroyed_at
     FROM depot.seed JOIN original ON original.seed_id = seed.id, ${series}`,
    `INSERT INTO depot.shipment (id, recipient_id, kind, carrier, tracking, opened_at, sent_at, delivered_at)
     SELECT ${copied('shipment.id')}, ${copied('shipment.recipient_id')}, kind, carrier, tracking || '${tag}' || copy, opened_at, sent_at, delivered_at
     FROM depot.shipment, ${series} WHERE shipment.id IN (SELECT shipment_id FROM original)`,
    `INSERT INTO depot.job (id, batch_id, tenant_id, recipient_id, route, state, attempt, step_done, station_id, serial, seed_id, generation,
       algorithm, period, accepted, shipment_id, created_at, updated_at)
     SELECT ${copied('id')}, ${batch}, tenant_id, ${copied('recipient_id')}, route, state, attempt, step_done, station_id, serial || '${tag}' || copy,
       ${copied('seed_id')}, generation, algorithm, period, accepted, ${copied('shipment_id')}, created_at, updated_at
     FROM original, ${series}`,
    `INSERT INTO depot.token (serial, kind, model, manufacturer, status, algorithm, period, drift, seed_id, job_id)
     SELECT token.serial || '${tag}' || copy, kind, model, manufacturer, status, token.algorithm, token.period, drift, ${copied('token.seed_id')}, ${copied('token.job_id')}
     FROM depot.token JOIN original ON original.id = token.job_id, ${series}`,
    `INSERT INTO depot.binding (id, serial, profile, tenant_id, recipient_id, job_id, bound_at)
     SELECT ${copied('binding.id')}, binding.serial || '${tag}' || copy, binding.profile, binding.tenant_id, ${copied('binding.recipient_id')}, ${copied('binding.job_id')}, bound_at
     FROM depot.binding JOIN original ON original.id = binding.job_id, ${series}`,
    `INSERT INTO depot.burn_order (id, job_id, station_id, seed_id, generation, serial, priority, status, attempt, reader, report)
     SELECT ${copied('burn_order.id')}, ${copied('job_id')}, burn_order.station_id, ${copied('burn_order.seed_id')}, burn_order.generation,
       burn_order.serial || '${tag}' || copy, priority, status, burn_order.attempt, reader, report
     FROM depot.burn_order JOIN original ON original.id = burn_order.job_id, ${series}`,
    `INSERT INTO depot.event (at, kind, actor_kind, actor_id, actor_name, actor_address, batch_id, job_id, station_id, serial, state, facts, salt)
     SELECT at, kind, actor_kind, actor_id, actor_name, actor_address, ${batch}, ${copied('event.job_id')}, event.station_id,
       event.serial || '${tag}' || copy, event.state, facts, salt
     FROM depot.event JOIN original ON original.id = event.job_id, ${series} ORDER BY copy, event.id`,
    `INSERT INTO depot.event_chain (seq, event_id, commitment, hash)
     SELECT (SELECT max(seq) FROM depot.event_chain) + row_number() OVER (ORDER BY event.id), event.id, '\\x00', '\\x00'
     FROM depot.event WHERE event.id > (SELECT max(event_id) FROM depot.event_chain)
       AND NOT EXISTS (SELECT FROM depot.event_pending WHERE event_id = event.id)`,
  ];
}
