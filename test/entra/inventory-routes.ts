import { assign, makeDevice, removeDevice } from './device-rules.js';
import { deviceView, listedDevice } from './device-views.js';
import type { GraphAnswer, GraphCall, GraphRoute } from './graph-call.js';
import { GraphRefusal, badRequest } from './graph-refusal.js';
import type { EmulatedDevice, EmulatedTenant } from './tenant.js';

const permission = 'Policy.ReadWrite.AuthenticationMethod';
const devices = '/directory/authenticationMethodDevices/hardwareOathDevices';
const pageSize = 100;
const mostAtOnce = 50;

/** The tenant's inventory. */
export const inventoryRoutes: readonly GraphRoute[] = [
  { route: `POST ${devices}`, permission, limits: [], run: create },
  { route: `PATCH ${devices}`, permission, limits: [], run: createMany },
  { route: `GET ${devices}`, permission, limits: [], run: list },
  { route: `GET ${devices}/{id}`, permission, limits: [], run: ({ tenant, ids }) => read(tenant, ids[0]) },
  { route: `PATCH ${devices}/{id}`, permission, limits: [], run: rename },
  { route: `DELETE ${devices}/{id}`, permission, limits: [], run: remove },
];

function create({ tenant, body }: GraphCall): GraphAnswer {
  refuseUnlicensed(tenant);
  return { status: 201, body: deviceView(tenant, makeDevice(tenant, body)) };
}

/** Bulk: each with a result of its own; what is refused leaves the others as they are. */
function createMany(call: GraphCall): GraphAnswer {
  const { tenant, body } = call;
  refuseUnlicensed(tenant);
  const { '@context': context, value } = body;
  if (context !== '#$delta' || !Array.isArray(value)) throw badRequest('A bulk call needs @context "#$delta".');
  if (value.length > mostAtOnce) throw badRequest(`A bulk call takes ${String(mostAtOnce)} devices.`);
  const results = value.map((each: Record<string, unknown>) => {
    const contentId = each['@contentId'];
    try {
      return { '@contentId': contentId, ...listedDevice(tenant, makeDevice(tenant, each), call.nested) };
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      return { '@contentId': contentId, error: { code: error.code, message: error.message } };
    }
  });
  // Either status has been seen, and the rows in any order.
  return { status: call.nested ? 201 : 200, body: { value: call.nested ? results.reverse() : results } };
}

function list({ tenant, query, address, nested }: GraphCall): GraphAnswer {
  const found = [...tenant.devices.values()].filter(filterOf(query.get('$filter'), tenant));
  const from = Number(query.get('$skiptoken') ?? 0);
  const size = Math.min(Number(query.get('$top') ?? pageSize), pageSize);
  const value = found.slice(from, from + size).map((device) => listedDevice(tenant, device, nested));
  if (from + size >= found.length) return { status: 200, body: { value } };
  const next = new URL(address);
  for (const [name, text] of query) next.searchParams.set(name, text);
  next.searchParams.set('$skiptoken', String(from + size));
  return { status: 200, body: { value, '@odata.nextLink': next.href } };
}

/** `… eq …` alone, of the properties that may be filtered by. */
function filterOf(filter: string | null, tenant: EmulatedTenant): (device: EmulatedDevice) => boolean {
  if (filter === null) return () => true;
  const [, name = '', quoted, plain] = /^([\w/]+) eq (?:'((?:[^']|'')*)'|(\d+))$/.exec(filter) ?? [];
  const wanted = quoted === undefined ? plain : quoted.replaceAll("''", "'");
  if (wanted === undefined) throw badRequest(`Invalid filter clause: ${filter}`);
  return (device) => {
    const view: Record<string, unknown> = { ...device, timeIntervalInSeconds: device.period };
    if (name === 'assignedTo/id') return device.assignedTo === wanted;
    if (!['serialNumber', 'status', 'hashFunction', 'manufacturer', 'model', 'timeIntervalInSeconds'].includes(name)) {
      throw badRequest(`Could not find a property named '${name}' in tenant ${tenant.id}.`);
    }
    return String(view[name]) === wanted;
  };
}

function read(tenant: EmulatedTenant, id = ''): GraphAnswer {
  return { status: 200, body: deviceView(tenant, tenant.device(id)) };
}

function rename({ tenant, ids, body }: GraphCall): GraphAnswer {
  const device = tenant.device(ids[0] ?? '');
  if (device.assignedTo !== null) throw badRequest('The device is assigned to a user; unassign it first.');
  if ('secretKey' in body) throw badRequest('secretKey cannot be updated.');
  if (typeof body['displayName'] === 'string') device.displayName = body['displayName'];
  const assignTo = body['assignTo'];
  if (typeof assignTo === 'object' && assignTo !== null && 'id' in assignTo) {
    assign(tenant, device, tenant.user(String(assignTo.id)));
  }
  return { status: 204 };
}

function remove({ tenant, ids }: GraphCall): GraphAnswer {
  removeDevice(tenant, tenant.device(ids[0] ?? ''));
  return { status: 204 };
}

function refuseUnlicensed(tenant: EmulatedTenant): void {
  if (tenant.premium) return;
  throw new GraphRefusal(403, 'accessDenied', { message: 'The tenant has no Microsoft Entra ID P1 or P2 licence.' });
}
