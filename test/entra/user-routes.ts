import { activate, assign, unassign } from './device-rules.js';
import { methodView } from './device-views.js';
import type { GraphAnswer, GraphCall, GraphRoute } from './graph-call.js';
import { badRequest, notFound } from './graph-refusal.js';
import { passRoutes } from './pass-routes.js';
import type { EmulatedDevice, EmulatedTenant, EmulatedUser } from './tenant.js';

const permission = 'UserAuthenticationMethod.ReadWrite.All';
const methods = '/users/{id}/authentication/hardwareOathMethods';
const of =
  (limits: GraphRoute['limits']) =>
  (route: string, run: GraphRoute['run']): GraphRoute => ({
    route,
    permission,
    limits,
    run,
  });
const plain = of(['methods']);
const activating = of(['methods', 'activations']);

/** A user's methods. */
export const userRoutes: readonly GraphRoute[] = [
  plain(`GET ${methods}`, ({ tenant, ids }) => {
    const { id } = tenant.user(ids[0] ?? '');
    return { status: 200, body: { value: tenant.devicesOf(id).map((device) => methodView(tenant, device)) } };
  }),
  plain('GET /users/{id}/authentication/methods', allMethods),
  plain(`POST ${methods}`, ({ tenant, ids, body }) => {
    const given = body['device'];
    const id = typeof given === 'object' && given !== null && 'id' in given ? String(given.id) : '';
    const device = tenant.device(id);
    assign(tenant, device, tenant.user(ids[0] ?? ''));
    return { status: 201, body: methodView(tenant, device) };
  }),
  activating(`POST ${methods}/{id}/activate`, (call) => {
    activate(methodOf(call), code(call), call.now);
    return { status: 204 };
  }),
  activating(`POST ${methods}/assignAndActivate`, (call) => {
    const given = call.body['device'];
    const id = typeof given === 'object' && given !== null && 'id' in given ? String(given.id) : '';
    return assignAndActivate(call, call.tenant.device(id));
  }),
  activating(`POST ${methods}/assignAndActivateBySerialNumber`, (call) => {
    const given = call.body['device'];
    const serial = typeof given === 'object' && given !== null && 'serialNumber' in given ? given.serialNumber : '';
    const device = [...call.tenant.devices.values()].find(({ serialNumber }) => serialNumber === serial);
    if (device === undefined) throw notFound(String(serial));
    return assignAndActivate(call, device);
  }),
  plain(`POST ${methods}/{id}/deactivate`, (call) => {
    methodOf(call).status = 'assigned';
    return { status: 204 };
  }),
  plain(`DELETE ${methods}/{id}`, (call) => {
    unassign(methodOf(call));
    return { status: 204 };
  }),
  ...passRoutes,
];

function allMethods({ tenant, ids }: GraphCall): GraphAnswer {
  const user = tenant.user(ids[0] ?? '');
  const others = Array.from({ length: user.otherMethods }, (_, at) => ({
    '@odata.type':
      at % 2 === 0
        ? '#microsoft.graph.microsoftAuthenticatorAuthenticationMethod'
        : '#microsoft.graph.softwareOathAuthenticationMethod',
    id: `${user.id}-${String(at)}`,
  }));
  const tokens = tenant.devicesOf(user.id).map((device) => methodView(tenant, device));
  const password = { '@odata.type': '#microsoft.graph.passwordAuthenticationMethod', id: 'password' };
  return { status: 200, body: { value: [password, ...tokens, ...others] } };
}

function assignAndActivate(call: GraphCall, device: EmulatedDevice): GraphAnswer {
  const user = userOf(call);
  refuseByPolicy(call.tenant);
  if (device.assignedTo !== user.id) assign(call.tenant, device, user);
  activate(device, code(call), call.now);
  return { status: 204 };
}

function methodOf(call: GraphCall): EmulatedDevice {
  const user = userOf(call);
  const device = call.tenant.device(call.ids[1] ?? '');
  if (device.assignedTo !== user.id) throw notFound(device.id);
  return device;
}

function userOf({ tenant, ids }: GraphCall): EmulatedUser {
  return tenant.user(ids[0] ?? '');
}

function code(call: GraphCall): unknown {
  refuseByPolicy(call.tenant);
  return call.body['verificationCode'];
}

function refuseByPolicy(tenant: EmulatedTenant): void {
  if (!tenant.policies.hardwareOath) throw badRequest('Hardware OATH tokens are not enabled by policy.');
}
