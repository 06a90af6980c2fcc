import * as fc from 'fast-check';
import { Pool } from 'undici';
import { readOperations } from '../access/operations.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { BadAgent, frame, sayAsStranger, strangersFrames } from './agent-door.js';
import type { Call } from './call.js';
import { doorsOf } from './doors.js';
import type { Door } from './doors.js';
import { addUnguessed, expectHealth, secretsOf } from './health.js';
import { OidcServer, sampleClient } from '../people/oidc-server.js';
import { beginSignIn } from './provider-door.js';
import { openKiosks } from './kiosk.js';
import { wrongWith } from './judge.js';

export interface FuzzRun {
  readonly seed: number;
  readonly inputs: number;
}

export interface FuzzResult extends FuzzRun {
  /** How many went through each door. */
  readonly doors: Readonly<Record<string, number>>;
  /** How often which status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Of a hundred inputs, so many over the agents' socket. */
const strangersShare = 8;
const agentsShare = 4;
/** Fewer than may be paired from one address within a minute. */
const agentCount = 20;
/** Nobody's browser comes back there: what it would come back with is drawn. */
const nowhere = 'http://127.0.0.1:9';
/** Sent at once, as one example of the property; a failure names those of them that were not answered as they should be. */
const atOnce = 50;

/** Sends hostile inputs through every door of a fresh depot. @throws Error of fast-check, with the seed and the inputs that it was */
export async function runFuzz({ seed, inputs }: FuzzRun, tell: (door: string) => void): Promise<FuzzResult> {
  const oidc = await OidcServer.start(nowhere);
  const depot = await ThrowAwayDepot.start({
    // Each request comes from somewhere else: throttles for one address must not hide the rest of the door.
    environment: {
      DEPOT_TRUST_PROXY: 'loopback',
      DEPOT_LOG_LEVEL: 'trace',
      DEPOT_PUBLIC_URL: nowhere,
      DEPOT_OIDC_ISSUER: oidc.issuer,
      DEPOT_OIDC_CLIENT_ID: sampleClient.id,
      DEPOT_OIDC_SECRET: sampleClient.secret,
    },
  });
  const pool = new Pool(depot.url, { connections: 16 });
  const doors: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  try {
    const operations = await readOperations(depot.url);
    const kiosk = await openKiosks(depot);
    await addUnguessed(depot);
    const cookies = { admin: depot.clients.admin.cookie, kiosk: kiosk.kiosk, recipient: kiosk.recipient };
    const secrets = [...secretsOf(depot, kiosk), sampleClient.secret];
    let address = 0;
    const send = async (door: Door, call: Call): Promise<string[]> => {
      address += 1;
      const cookie = door.as === undefined ? undefined : cookies[door.as];
      const answer = await pool.request({
        method: call.method,
        path: call.path,
        headers: {
          ...call.headers,
          'x-forwarded-for': `10.${String((address >> 16) & 255)}.${String((address >> 8) & 255)}.${String(address & 255)}`,
          'x-forwarded-proto': 'https',
          ...(cookie === undefined ? {} : { cookie }),
        },
        body: call.body,
      });
      const status = answer.statusCode;
      statuses[status] = (statuses[status] ?? 0) + 1;
      const text = await answer.body.text();
      const answered = { status, text, headers: JSON.stringify(answer.headers) };
      return wrongWith(answered, { secrets, answersWithInput: door.answersWithInput });
    };

    const through = async <Input>(
      name: string,
      { count, input, go }: { count: number; input: fc.Arbitrary<Input>; go: (input: Input) => Promise<string[]> },
    ): Promise<void> => {
      tell(name);
      const bunch = Math.min(atOnce, count);
      const property = fc.asyncProperty(fc.array(input, { minLength: bunch, maxLength: bunch }), async (some) => {
        const found = await Promise.all(some.map(async (each) => ({ each, wrong: await go(each) })));
        const bad = found.filter(({ wrong }) => wrong.length > 0);
        const said = bad.map(({ each, wrong }) => `${wrong.join(' and ')}: ${fc.stringify(each).slice(0, 800)}`);
        if (said.length > 0) throw new Error(said.join('\n'));
      });
      await fc.assert(property, { seed, numRuns: Math.ceil(count / bunch), endOnFailure: true });
      doors[name] = Math.ceil(count / bunch) * bunch;
    };

    const paths = operations.filter(({ path }) => path !== '/api/events').map(({ path }) => path);
    const strangers = operations.filter(({ access }) => access === 'public').map(({ path }) => path);
    for (const door of doorsOf({ paths, strangers }, await beginSignIn(depot.url))) {
      const count = Math.ceil((inputs * door.share) / 100);
      await through(door.name, { count, input: door.input, go: (call) => send(door, call) });
    }
    await through('agents’ socket', {
      count: Math.ceil((inputs * strangersShare) / 100),
      input: strangersFrames,
      go: (frames) => sayAsStranger(depot.url, frames),
    });
    const agents = await Promise.all(
      Array.from({ length: agentCount }, () => BadAgent.pair(depot.url, depot.clients.admin)),
    );
    await through('a paired agent’s socket', {
      count: Math.ceil((inputs * agentsShare) / 100),
      input: fc.tuple(fc.nat(agentCount - 1), frame),
      go: ([which, said]) => agents[which]?.say([said]) ?? Promise.resolve([]),
    });
    for (const agent of agents) agent.close();
    await expectHealth(depot);
    return { seed, inputs: Object.values(doors).reduce((sum, count) => sum + count, 0), doors, statuses };
  } finally {
    await pool.close();
    await depot.stop();
    await oidc.goAway();
  }
}
