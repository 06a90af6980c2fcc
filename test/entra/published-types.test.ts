import { codeAt, entraParameters } from '@depot/totp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EntraEmulator } from './emulator.js';
import { sampleSeed } from './entra-client.fixture.js';
import { complaints } from './published-types.fixture.js';
import { sampleGraphApi } from './sample-graph-api.fixture.js';

/** A call as it went over the wire. */
interface Call {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly answer: unknown;
}

const inventory = '/directory/authenticationMethodDevices/hardwareOathDevices';
const ofUser = '/users/{id}/authentication/hardwareOathMethods';
const passes = '/users/{id}/authentication/temporaryAccessPassMethods';
const policies = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
/** What stands first in a path, by its type; actions are not part of the published types. */
const roots: Readonly<Record<string, string>> = {
  users: 'graph.User',
  directory: 'graph.Directory',
  policies: 'graph.PolicyRoot',
  subscribedSkus: 'graph.SubscribedSku',
};
const actions: ReadonlySet<string> = new Set(['activate']);
/** Where the type of what stands in a collection says less than what is put there. */
const narrower: Readonly<Record<string, string>> = {
  [`GET ${policies}/temporaryAccessPass`]: 'graph.TemporaryAccessPassAuthenticationMethodConfiguration',
  [`GET ${policies}/hardwareOath`]: 'graph.HardwareOathAuthenticationMethodConfiguration',
  [`GET ${policies}/softwareOath`]: 'graph.SoftwareOathAuthenticationMethodConfiguration',
};
let entra: EntraEmulator;
const calls: Call[] = [];

beforeAll(async () => {
  entra = await EntraEmulator.start();
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answered = await real(input, init);
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.pathname.startsWith('/beta/')) calls.push(await callOf(url, init, answered.clone()));
    return answered;
  });
  await useEveryCall();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await entra.stop();
});

async function callOf(url: URL, init: RequestInit | undefined, answered: Response): Promise<Call> {
  const path = url.pathname.slice('/beta'.length);
  const route = path
    .replace(/^\/users\/[^/]+/, '/users/{id}')
    .replace(/(hardwareOathDevices|hardwareOathMethods|temporaryAccessPassMethods)\/[^/]+/, '$1/{id}');
  const text = await answered.text();
  return {
    route: `${init?.method ?? 'GET'} ${route}`,
    query: url.searchParams,
    body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    answer: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined,
  };
}

/** As a turn is waited for: what is to be made meanwhile goes in one request. */
function shortly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** Each call that the depot has, once or more. */
async function useEveryCall(): Promise<void> {
  const api = sampleGraphApi(entra, { turn: (_kinds, _wanting, call) => shortly().then(call) });
  await api.anyUser();
  await api.usersCalled(['one.sample@contoso.com', 'other.sample@contoso.com']);
  const user = await api.user('one.sample@contoso.com');
  if (user === null) throw new Error('The emulator does not know its own user.');
  await api.hasPremium();
  await api.countMethods(user.id);
  for (const policy of ['hardwareOath', 'softwareOath'] as const) await api.policyIsOn(policy);
  await api.tryInventory();
  const device = { manufacturer: 'Sample Vendor', model: 'C200', secretBase32: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };
  const rest = { ...device, algorithm: 'SHA1', userId: user.id } as const;
  await api.create({ ...rest, serial: '0070000001', period: 30 });
  await Promise.all(
    ['0070000002', '0070000003', '0070000004'].map((serial) =>
      api.create({ ...rest, serial, period: 60, algorithm: 'SHA256' }),
    ),
  );
  const [made] = await api.devicesBySerial('0070000001');
  if (made === undefined) throw new Error('The device was not made.');
  await api.device(made.id);
  const listed: unknown[] = [];
  for await (const each of api.inventory()) listed.push(each);
  if (listed.length !== 4) throw new Error('The inventory is not whole.');
  const method = await api.methodOf(user.id, made.id);
  if (method === null) throw new Error('The device was not assigned.');
  await api.activate(user.id, method, codeAt(sampleSeed, entraParameters, Date.now() / 1000));
  await api.unassign(user.id, method);
  await api.assign(user.id, made.id);
  await api.unassign(user.id, (await api.methodOf(user.id, made.id)) ?? '');
  await api.remove(made.id);
  await api.passPolicy();
  const pass = await api.makePass(user.id, { minutes: 60, once: true });
  await api.passesOf(user.id);
  await api.removePass(user.id, pass.id);
}

/** The published type of what a path leads to, name by name. */
function typeOf(route: string): string {
  const [first = '', ...rest] = route.replace(/^\w+ \//, '').split('/');
  let type = roots[first] ?? 'never';
  for (const name of rest) {
    const isId =
      name === '{id}' || Object.keys(narrower).some((each) => each.endsWith(`/${name}`) && route.endsWith(`/${name}`));
    if (!isId && !actions.has(name)) type = `Of<${type}, '${name}'>`;
  }
  return narrower[route] ?? type;
}

function linesOf({ route, query, body, answer }: Call, at: number): string[] {
  const type = typeOf(route);
  const lines = [`export type Path${String(at)} = ${type};`];
  const select = query.get('$select')?.split(',') ?? [];
  const filter = [...(query.get('$filter') ?? '').matchAll(/(\w+) (?:eq|in) /g)].map(([, name]) => name);
  if (select.length + filter.length > 0)
    lines.push(`export const asks${String(at)}: (keyof ${type})[] = ${JSON.stringify([...select, ...filter])};`);
  const isAction = actions.has(route.split('/').at(-1) ?? '');
  for (const [name, value] of [
    ['sends', body],
    ['answers', answer],
  ] as const) {
    if (value === undefined || (name === 'sends' && isAction)) continue;
    for (const one of itemsOf(value, name))
      lines.push(`export const ${name}${String(at)}_${String(lines.length)}: Asked<${type}> = ${JSON.stringify(one)};`);
  }
  return lines;
}

/** One thing, or the several of a list, without what belongs to the protocol rather than to the thing. */
function itemsOf(value: unknown, name: 'sends' | 'answers'): object[] {
  const { value: list, ...one } = withoutNotes(value) as { value?: object[] };
  // Lists of devices come flat, or nested under `device`, of which the types say nothing.
  const isNested = (item: object): item is { device: object } => 'device' in item && Object.keys(item).length === 2;
  return (Array.isArray(list) ? list : [one]).map((item) =>
    name === 'answers' && isNested(item) ? item.device : item,
  );
}

/** Without OData's own `@…`. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  const plain = Object.entries(value).filter(([key]) => !key.startsWith('@'));
  return Object.fromEntries(plain.map(([key, inside]) => [key, withoutNotes(inside)]));
}

describe('every call of the depot, over the wire', () => {
  it('uses the methods and paths that Microsoft documents', () => {
    expect([...new Set(calls.map(({ route }) => route))].sort()).toEqual(
      [
        'GET /users',
        'GET /users/{id}',
        'GET /subscribedSkus',
        'GET /users/{id}/authentication/methods',
        `GET ${policies}/hardwareOath`,
        `GET ${policies}/softwareOath`,
        `GET ${policies}/temporaryAccessPass`,
        `GET ${inventory}`,
        `GET ${inventory}/{id}`,
        `POST ${inventory}`,
        `PATCH ${inventory}`,
        `DELETE ${inventory}/{id}`,
        `GET ${ofUser}`,
        `POST ${ofUser}`,
        `POST ${ofUser}/{id}/activate`,
        `DELETE ${ofUser}/{id}`,
        `GET ${passes}`,
        `POST ${passes}`,
        `DELETE ${passes}/{id}`,
      ].sort(),
    );
  });

  it('goes by names that the published types have, sends and reads values of their types', () => {
    expect(complaints(calls.flatMap(linesOf))).toEqual([]);
  });

  it('would be found out by a wrong path, name, type or property asked for', () => {
    const [sample] = calls.filter(({ route }) => route === `POST ${inventory}`);
    if (sample === undefined) throw new Error('No device was made.');
    const body = sample.body as object;
    const wrong: Call[] = [
      { ...sample, route: `POST ${inventory.replace('hardware', 'software')}` },
      { ...sample, body: { ...body, serial: '1' } },
      { ...sample, body: { ...body, timeIntervalInSeconds: '30' } },
      { ...sample, body: { ...body, hashFunction: 'sha1' } },
      { ...sample, query: new URLSearchParams({ $filter: "serial eq '1'" }) },
      { ...sample, query: new URLSearchParams({ $select: 'serial' }) },
    ];
    const found = complaints(wrong.flatMap(linesOf));
    for (const at of wrong.keys())
      expect(found, String(at)).toContainEqual(expect.stringMatching(`(Path|asks|sends)${String(at)}[ :_]`));
  });
});
