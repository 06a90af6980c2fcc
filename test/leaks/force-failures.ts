import { encodeBase32, enrolmentUri } from '@depot/totp';
import { mistakesAtCapture, mistakesInSeedFiles } from './mistakes.js';
import type { Mistake } from './mistakes.js';
import { fresh } from './plant-seeds.js';
import { breakTaking } from './plant-seed-files.js';
import type { Planter } from './plant-seeds.js';
import type { WatchedDepot } from './watched-depot.js';

/** A failure that did not go as it should have. */
class OtherAnswer extends Error {}

/** Makes every request that cannot succeed, each with a seed of its own. */
export async function makeMistakes(depot: WatchedDepot, planter: Planter): Promise<void> {
  const job = await planter.take('qr');
  for (const [name, mistake] of Object.entries({ ...mistakesAtCapture(job.id), ...mistakesInSeedFiles })) {
    // As long as Microsoft's, whose keys could pass for serials.
    const seed = fresh(10);
    planter.seeds.set(`mistake: ${name}`, seed);
    const wanted = mistake(encodeBase32(seed).toLowerCase());
    // Who is told that a body is too large may find the line cut before the answer.
    const answer = await depot.mistaken(() => send(depot, wanted)).catch(() => null);
    const status = answer?.status ?? 413;
    if (status !== wanted.status) throw new OtherAnswer(`“${name}” was answered ${String(status)}.`);
  }
  await planter.cancel(job);
}

/** A burn whose answer is lost on the way: the seed was sent and may have been written. */
export async function breakBurn(planter: Planter): Promise<void> {
  const { hands } = planter;
  const { bench } = hands.place.station;
  const job = await planter.capture(await planter.take('qr'), 'a burn with a lost answer');
  const serial = await bench.takeFresh();
  await bench.faults({ serial, fault: { kind: 'lost-answer' }, instruction: 0xc5 });
  await bench.place(hands.place.reader, serial);
  await hands.reached(job.id, 'uncertain');
  await bench.remove(hands.place.reader);
}

/** What an operator meets when the record fails under a good request. */
export async function breakRecord(depot: WatchedDepot, planter: Planter): Promise<void> {
  const { stores } = depot;
  if (stores === null) return;
  const client = depot.clients.operator;
  const capture = async (job: string, name: string): Promise<number> => {
    const secret = fresh(10);
    planter.seeds.set(name, secret);
    const text = enrolmentUri({ tenantName: 'Contoso', account: 'a@contoso.com', secret });
    const mistake = {
      path: `jobs/${job}/capture`,
      body: JSON.stringify({ text, anyAccount: true }),
      type: 'application/json',
      status: 500,
    };
    return (await send(depot, mistake)).status;
  };
  const expectFailure = (name: string, status: number): void => {
    if (status !== 500) throw new OtherAnswer(`“${name}” was answered ${String(status)}.`);
  };

  const job = await planter.take('qr');
  await stores.sql.query("ALTER TABLE depot.seed ADD CONSTRAINT refuse CHECK (purpose <> 'qr') NOT VALID");
  expectFailure('a record that refuses', await capture(job.id, 'a record that refuses'));
  await stores.sql.query('ALTER TABLE depot.seed DROP CONSTRAINT refuse');

  await stores.sql.query('BEGIN; LOCK TABLE depot.seed IN ACCESS EXCLUSIVE MODE');
  const cut = capture(job.id, 'a record that goes away').catch(() => 0);
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%"fingerprint"%' AND pid <> pg_backend_pid()`;
  const ended = async (): Promise<true | null> => {
    // Within a transaction the view stays as it was first seen.
    await stores.sql.query('SELECT pg_stat_clear_snapshot()');
    return (await stores.sql.query(end)).rowCount === 0 ? null : true;
  };
  await depot.live.until(ended, 'the capture to wait');
  await stores.sql.query('ROLLBACK');
  expectFailure('a record that goes away', await cut);

  // The step fails in the worker until the queue gives it up: what the queue keeps of it must not hold the seed.
  await stores.sql.query('ALTER TABLE depot.burn_order ADD CONSTRAINT refuse CHECK (false) NOT VALID');
  await planter.capture(job, 'a step that fails');
  await planter.hands.reached(job.id, 'stopped');
  await stores.sql.query('ALTER TABLE depot.burn_order DROP CONSTRAINT refuse');
  await client.post(`jobs/${job.id}/go-on`);
  const burned = await planter.burnFresh();

  const given = await breakTaking(depot, planter.seeds);
  if (given.status !== 'refused') throw new OtherAnswer(`A file that cannot be taken is ${given.status}.`);

  // As with a keyring that is not this record's.
  await stores.sql.query("UPDATE depot.seed SET window_id = '1999-W01' WHERE job_id = $1", [burned.id]);
  const { code } = await planter.hands.readDisplay(burned.serial ?? '');
  const problem = await client.problem(client.post(`jobs/${burned.id}/codes`, { code }));
  if (problem.code !== 'seed-unreadable') throw new OtherAnswer(`A lost key was answered ${problem.code}.`);
  await planter.cancel(burned);
}

function send(depot: WatchedDepot, { by = 'operator', path, body, type, headers = {} }: Mistake): Promise<Response> {
  return fetch(`${depot.url}/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...headers,
      ...(by === 'nobody' ? {} : { cookie: depot.clients[by].cookie }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(15_000),
  });
}
