import { Client } from '@microsoft/microsoft-graph-client';
import type { GraphRequest } from '@microsoft/microsoft-graph-client';
import type { z } from 'zod';
import { DeviceMaker } from './device-maker.js';
import { GraphWire } from './graph-chain.js';
import type { AccessTokens } from './access-tokens.js';
import { GraphFailure, failureOf } from './graph-failure.js';
import { patiently } from './patiently.js';
import {
  GraphAllMethods,
  GraphDevice,
  GraphDevices,
  GraphMethods,
  GraphNewPass,
  GraphPassPolicy,
  GraphPasses,
  GraphPolicy,
  GraphRoles,
  GraphSkus,
  GraphUser,
  GraphUsers,
  countMethods,
  premiumPlans,
} from './read-answers.js';
import {
  activateBody,
  assignBody,
  bulkBody,
  deviceBody,
  devicesPath,
  graphVersion,
  methodsPath,
  passBody,
  passesPath,
  rolesPath,
  skuProperties,
  userPath,
  userProperties,
} from './requests.js';
import type { NewDevice } from './requests.js';
import { inBackground } from '../pacing/graph-pace.js';
import type { TenantPace, Wanting } from '../pacing/graph-pace.js';
import { kindsOf } from '../pacing/route-kinds.js';
import { retryAfter } from './retry-after.js';
import { Throttled } from './throttled.js';

const policiesPath = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

/**
 * Graph's calls that the depot makes. A refusal to wait for is waited for; what only reads is asked again after a lost
 * answer. A write whose answer was lost throws a GraphFailure that `isUnsure`: what became of it is for the caller to read.
 */
export class GraphApi {
  readonly #client: Client;
  readonly #pace: TenantPace;
  readonly #wanting: Wanting;
  readonly #maker = new DeviceMaker((take) => this.#write((request) => sendDevices(request, take()), devicesPath));

  constructor(client: Client, pace: TenantPace, wanting: Wanting = inBackground) {
    this.#client = client;
    this.#pace = pace;
    this.#wanting = wanting;
  }

  static open(graphUrl: string, tokens: AccessTokens, pace: TenantPace): GraphApi {
    const middleware = new GraphWire(tokens);
    const client = Client.initWithMiddleware({ baseUrl: `${graphUrl}/`, defaultVersion: graphVersion, middleware });
    return new GraphApi(client, pace);
  }

  /** The same for somebody who waits: calls go before the background's. They throw NoTurn where that takes too long. */
  forPerson(patienceMs: number): GraphApi {
    return new GraphApi(this.#client, this.#pace, { lane: 'bench', patienceMs });
  }

  /** By UPN or id; null when nobody is called so. */
  async user(idOrUpn: string): Promise<GraphUser | null> {
    return orNull(this.#get(userPath(idOrUpn), GraphUser, (request) => request.select([...userProperties])));
  }

  /** Those of these whom the directory knows. At most 15: more clauses no filter takes. */
  async usersCalled(upns: readonly string[]): Promise<GraphUser[]> {
    // The client puts it into the address as it is: a guest's UPN has a # in it.
    const names = upns.map((upn) => `'${encodeURIComponent(upn.replaceAll("'", "''"))}'`).join(',');
    const filter = `userPrincipalName in (${names})`;
    const found = await this.#get('/users', GraphUsers, (request) =>
      request.filter(filter).select([...userProperties]),
    );
    return found.value;
  }

  /** Somebody, to try permissions on; null in an empty tenant. */
  async anyUser(): Promise<{ id: string } | null> {
    const schema = GraphUser.pick({ id: true }).array();
    const found = await this.#get('/users', schema, (request) => request.top(1).select(['id']), 'value');
    return found[0] ?? null;
  }

  /** OATH tokens and authenticator apps of a user, which may have five. */
  async countMethods(userId: string): Promise<number> {
    return countMethods(await this.#get(`${userPath(userId)}/authentication/methods`, GraphAllMethods));
  }

  /** Directory roles that a user holds now, by groups too. One they may yet activate is none. Without the header Graph answers 404. */
  async countRoles(userId: string): Promise<number> {
    const { value } = await this.#get(rolesPath, GraphRoles, (request) =>
      request
        .header('ConsistencyLevel', 'eventual')
        .count(true)
        .filter(`principalId eq '${userId}'`)
        .select(['roleDefinitionId']),
    );
    return value.length;
  }

  /** The method that a device is to a user; its id usually is the device's, which nobody promises. */
  async methodOf(userId: string, deviceId: string): Promise<string | null> {
    const { value } = await this.#get(methodsPath(userId), GraphMethods);
    return value.find(({ id, device }) => (device?.id ?? id) === deviceId)?.id ?? null;
  }

  async device(id: string): Promise<GraphDevice | null> {
    return orNull(this.#get(`${devicesPath}/${id}`, GraphDevice));
  }

  /** All that have the serial: Entra may hold one twice. */
  async devicesBySerial(serial: string): Promise<GraphDevice[]> {
    const filter = `serialNumber eq '${serial.replaceAll("'", "''")}'`;
    const found: GraphDevice[] = [];
    for await (const device of this.#devices(`${devicesPath}?$filter=${encodeURIComponent(filter)}`))
      found.push(device);
    return found.filter((device) => device.serial === serial);
  }

  /** Every device of the inventory, page by page as Graph hands them out. */
  inventory(): AsyncGenerator<GraphDevice> {
    return this.#devices(devicesPath);
  }

  async *#devices(from: string): AsyncGenerator<GraphDevice> {
    for (let path: string | null = from; path !== null;) {
      const { value, '@odata.nextLink': next }: z.output<typeof GraphDevices> = await this.#get(path, GraphDevices);
      yield* value;
      // Of the link what it asks for, never whom: the bearer goes to the one Graph.
      path = next === undefined ? null : `${devicesPath}${new URL(next).search}`;
    }
  }

  /** Whether the inventory may be read. */
  async tryInventory(): Promise<void> {
    await this.#get(devicesPath, GraphDevices, (request) => request.top(1));
  }

  /** Makes a device; several that wait for their turn go in one request. */
  create(device: NewDevice): Promise<void> {
    return this.#maker.make(device);
  }

  async assign(userId: string, deviceId: string): Promise<void> {
    await this.#write((request) => request.post(assignBody(deviceId)), methodsPath(userId));
  }

  async activate(userId: string, methodId: string, code: string): Promise<void> {
    await this.#write((request) => request.post(activateBody(code)), `${methodsPath(userId)}/${methodId}/activate`);
  }

  /** Gone already is as good. */
  async unassign(userId: string, methodId: string): Promise<void> {
    await orNull(this.#remove(`${methodsPath(userId)}/${methodId}`));
  }

  async remove(deviceId: string): Promise<void> {
    await orNull(this.#remove(`${devicesPath}/${deviceId}`));
  }

  async passPolicy(): Promise<GraphPassPolicy> {
    return this.#get(`${policiesPath}/temporaryAccessPass`, GraphPassPolicy);
  }

  async passesOf(userId: string): Promise<string[]> {
    return (await this.#get(passesPath(userId), GraphPasses)).value.map(({ id }) => id);
  }

  /** The pass is in this answer alone: one whose answer was lost can only be taken away again. */
  async makePass(userId: string, wanted: { minutes: number; once: boolean }): Promise<GraphNewPass> {
    const answer = await this.#write((request) => request.post(passBody(wanted)), passesPath(userId));
    const read = GraphNewPass.safeParse(answer);
    if (read.success) return read.data;
    const what = { status: 502, code: 'unknown-shape', requestId: null };
    throw new GraphFailure('Microsoft Graph made a pass and did not say which.', what);
  }

  /** Gone already is as good. */
  async removePass(userId: string, passId: string): Promise<void> {
    await orNull(this.#remove(`${passesPath(userId)}/${passId}`));
  }

  async policyIsOn(method: 'hardwareOath' | 'softwareOath'): Promise<boolean> {
    return (await this.#get(`${policiesPath}/${method}`, GraphPolicy)).state === 'enabled';
  }

  /** Whether some enabled SKU holds P1 or P2, inside its service plans. */
  async hasPremium(): Promise<boolean> {
    const skus = await this.#get('/subscribedSkus', GraphSkus, (request) => request.select([...skuProperties]));
    return skus.value.some(
      ({ capabilityStatus, servicePlans }) =>
        ['Enabled', 'Warning'].includes(capabilityStatus ?? '') &&
        (servicePlans ?? []).some(({ servicePlanId }) => premiumPlans.includes(servicePlanId)),
    );
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    narrow: (request: GraphRequest) => GraphRequest = (request) => request,
    part?: 'value',
  ): Promise<T> {
    const get = (): Promise<unknown> => narrow(this.#client.api(path)).get() as Promise<unknown>;
    const answer = await this.#paced(path, get, true);
    const read = schema.safeParse(part === undefined ? answer : (answer as Record<string, unknown>)[part]);
    if (read.success) return read.data;
    throw new GraphFailure(`Microsoft Graph answered ${path.split('/')[1] ?? ''} in a shape the depot does not know.`, {
      status: 502,
      code: 'unknown-shape',
      requestId: null,
    });
  }

  #write(send: (request: GraphRequest) => Promise<unknown>, path: string): Promise<unknown> {
    return this.#paced(path, () => send(this.#client.api(path)), false);
  }

  #remove(path: string): Promise<unknown> {
    return this.#paced(path, () => this.#client.api(path).delete() as Promise<unknown>, true);
  }

  #paced(path: string, call: () => Promise<unknown>, isRepeatable: boolean): Promise<unknown> {
    const kinds = kindsOf(path);
    return patiently(() => this.#pace.turn(kinds, this.#wanting, () => attempt(call)), { isRepeatable });
  }
}

function sendDevices(request: GraphRequest, devices: readonly NewDevice[]): Promise<unknown> {
  const [device] = devices;
  const one = devices.length === 1 && device !== undefined;
  return (one ? request.post(deviceBody(device)) : request.patch(bulkBody(devices))) as Promise<unknown>;
}

async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.status !== 429) throw failure;
    const { headers } = error as { headers?: unknown };
    const header = headers instanceof Headers ? headers.get('retry-after') : null;
    throw new Throttled(retryAfter(header, Date.now()), failure.requestId);
  }
}

async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GraphFailure && error.status === 404) return null;
    throw error;
  }
}
