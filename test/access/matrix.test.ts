import { Role, powers } from '@depot/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDepotOnPostgres } from '../depot/depot-on-postgres.js';
import type { DepotOnPostgres } from '../depot/depot-on-postgres.js';
import { leftOut } from '../depot/left-out.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { makeAim, misshapen, unknown } from './aims.js';
import type { Aim } from './aims.js';
import { ask, doors, expectedVerdict, send } from './ask.js';
import type { Question } from './ask.js';
import { makeCallers } from './callers.js';
import type { Caller } from './callers.js';
import { eachAtOnce } from './each-at-once.js';
import { expectedAccess } from './expected-access.js';
import type { ExpectedAccess } from './expected-access.js';
import { expectedScopes } from './expected-scopes.js';
import { readOperations } from './operations.js';
import type { Operation } from './operations.js';
import { recordChecksum } from './record-checksum.js';
import { sampleBody, wrongBodies } from './sample-body.js';

interface Cell {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly expected: string;
}

/** Last: what comes after it would be refused for another reason. */
const endTheSession = ['DELETE /api/session', 'POST /api/self/visit/leave'];
/** Of the keys, one for each reason there is to refuse them: the others differ in what is let in, or in why they are worth nothing. */
const isOneOfMany = ({ name, key }: Caller): boolean =>
  key !== undefined && !['a key of every scope', 'a key of another tenant', 'a revoked key'].includes(name);
const sortedRoles = (roles: ExpectedAccess = []): string =>
  typeof roles === 'string' ? roles : [...roles].sort().join();
const changes = ({ method }: Operation): boolean => method !== 'GET';

// PostgreSQL, because a session has to be made old in the record while the depot runs.
describe.skipIf(leftOut('postgresql'))('who may call what', () => {
  let running: DepotOnPostgres;
  let depot: ThrowAwayDepot;
  let database: pg.Client;
  let operations: Operation[];
  let callers: Caller[];
  let real: Aim;
  let cells: Cell[];

  beforeAll(async () => {
    running = await startDepotOnPostgres();
    ({ depot, database } = running);
    operations = await readOperations(depot.url);
    callers = await makeCallers(depot, database);
    real = await makeAim(depot);
    cells = operations.flatMap((operation) =>
      callers.map((caller) => ({
        operation,
        caller,
        expected: expectedVerdict(expectedAccess[operation.name] ?? [], expectedScopes[operation.name], caller),
      })),
    );
  }, 120_000);

  afterAll(() => running.stop());

  /** The cells that answered otherwise than expected, as sentences. */
  async function surprises(some: readonly Cell[], question: (cell: Cell) => Question): Promise<string[]> {
    const answers = await eachAtOnce(some, async (cell) => {
      const verdict = await ask(depot.url, cell.operation, { ...question(cell), caller: cell.caller });
      return verdict === cell.expected
        ? []
        : [`${cell.operation.name} for ${cell.caller.name}: ${verdict} instead of ${cell.expected}`];
    });
    return answers.flat();
  }

  it('is written down for every route of the document, and for none that is gone', () => {
    const documented = Object.fromEntries(operations.map(({ name, access }) => [name, access]));
    const sorted = (table: typeof expectedAccess): unknown =>
      Object.entries(table)
        .map(([name, access]) => `${name}: ${typeof access === 'string' ? access : [...access].sort().join(', ')}`)
        .sort();
    expect(sorted(documented)).toEqual(sorted(expectedAccess));
    const scopes = operations.flatMap(({ name, scopes }) => (scopes === null ? [] : [[name, scopes.join()]]));
    expect(Object.fromEntries(scopes)).toEqual(expectedScopes);
  });

  it('says in the access review what it is', () => {
    const wrong = Object.entries(powers).filter(
      ([, { route, roles }]) => sortedRoles(expectedAccess[route]) !== sortedRoles(roles),
    );
    expect(wrong).toEqual([]);
    const named = new Set(Object.values(powers).flatMap(({ roles }) => roles));
    expect([...named].sort()).toEqual([...Role.options].sort());
  });

  it('is decided before the body is read or an id is looked up, and a refusal changes nothing', async () => {
    const refused = cells.filter(({ expected }) => expected !== 'let in');
    const before = await recordChecksum(database);
    const valid = await surprises(refused, ({ operation }) => ({
      aim: real,
      body: sampleBody(operation, real.fields),
    }));
    expect(valid).toEqual([]);
    const changing = refused.filter(({ operation, caller }) => changes(operation) && !isOneOfMany(caller));
    for (const body of wrongBodies) {
      expect(await surprises(changing, () => ({ aim: misshapen, body }))).toEqual([]);
    }
    expect(await recordChecksum(database)).toEqual(before);
    expect(changing.length).toBeGreaterThan(150);
  }, 240_000);

  it('is what a request from another site never gets to', async () => {
    const changing = cells
      .filter(
        ({ operation, caller }) =>
          changes(operation) && ['nobody', 'admin', 'a key of every scope'].includes(caller.name),
      )
      .map((cell) => ({ ...cell, expected: 'foreign-origin' }));
    const before = await recordChecksum(database);
    for (const origin of ['https://evil.example.org', 'null', `${depot.url}0`]) {
      const question = ({ operation }: Cell): Question => ({
        aim: real,
        body: sampleBody(operation, real.fields),
        origin,
      });
      expect(await surprises(changing, question)).toEqual([]);
    }
    expect(await recordChecksum(database)).toEqual(before);
  });

  it('holds for HEAD as for GET', async () => {
    const reading = cells.filter(({ operation }) => !changes(operation));
    const answers = await eachAtOnce(reading, async ({ operation, caller, expected }) => {
      const { status } = await send(depot.url, operation, { caller, aim: unknown, body: null, method: 'HEAD' });
      const wanted = new Map<string, number>(Object.entries(doors)).get(expected);
      const same = wanted === undefined ? status !== 401 && status !== 403 && status < 500 : status === wanted;
      return same ? [] : [`HEAD ${operation.path} for ${caller.name}: ${String(status)}`];
    });
    expect(answers.flat()).toEqual([]);
  });

  it('leaves no other method on any path, and no leave for other sites’ scripts', async () => {
    const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
    const absent = operations.flatMap((operation) =>
      methods
        .filter((method) => !operations.some(({ name }) => name === `${method} ${operation.path}`))
        .map((method) => ({ operation, method })),
    );
    const before = await recordChecksum(database);
    const admin = callers.filter(({ name }) => name === 'admin');
    const answers = await eachAtOnce(absent, async ({ operation, method }) => {
      const found: string[] = [];
      for (const caller of admin) {
        const { status, headers } = await send(depot.url, operation, { caller, aim: real, body: null, method });
        const leave = headers.get('access-control-allow-origin');
        if (status !== 404 || leave !== null) found.push(`${method} ${operation.path}: ${String(status)}`);
      }
      return found;
    });
    expect(answers.flat()).toEqual([]);
    expect(absent.length).toBeGreaterThan(150);
    expect(await recordChecksum(database)).toEqual(before);
  });

  it('is what each of them meets in every cell of the matrix', async () => {
    const question = ({ operation, expected }: Cell): Question => {
      const aim = expected === 'let in' ? unknown : real;
      return { aim, body: sampleBody(operation, aim.fields) };
    };
    const last = ({ operation }: Cell): boolean => endTheSession.includes(operation.name);
    const found = await surprises(
      cells.filter((cell) => !last(cell)),
      question,
    );
    found.push(...(await surprises(cells.filter(last), question)));
    expect(found).toEqual([]);
    expect(cells).toHaveLength(Object.keys(expectedAccess).length * callers.length);
    const size = `${String(operations.length)} routes × ${String(callers.length)} callers = ${String(cells.length)} cells`;
    process.stdout.write(`matrix: ${size}, all as expected\n`);
  }, 240_000);
});
