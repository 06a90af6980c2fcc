import { randomUUID } from 'node:crypto';
import { codeOfStep, decodeBase32, stepAt } from '@depot/totp';
import { badRequest } from './graph-refusal.js';
import type { EmulatedDevice, EmulatedTenant, EmulatedUser } from './tenant.js';

/** At most so many OATH tokens and authenticator apps a user. */
const mostMethods = 5;

/** Properties that Microsoft's type has for a device that is being made. A stray one is refused, as OData does. */
const writable = [
  '@odata.type',
  '@contentId',
  'serialNumber',
  'manufacturer',
  'model',
  'secretKey',
  'timeIntervalInSeconds',
  'hashFunction',
  'displayName',
  'assignTo',
];

/** Makes a device of a request's body, and assigns it where the body and the permissions say so. */
export function makeDevice(tenant: EmulatedTenant, body: Readonly<Record<string, unknown>>): EmulatedDevice {
  const stray = Object.keys(body).find((name) => !writable.includes(name));
  if (stray !== undefined) throw badRequest(`Invalid property '${stray}'.`);
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value !== 'string' || value === '') throw badRequest(`The property '${name}' is required.`);
    return value;
  };
  const serialNumber = text('serialNumber');
  const { timeIntervalInSeconds: period, hashFunction = 'hmacsha1' } = body;
  if (period !== 30 && period !== 60) throw badRequest('timeIntervalInSeconds must be 30 or 60.');
  if (hashFunction !== 'hmacsha1' && hashFunction !== 'hmacsha256') throw badRequest('hashFunction is not supported.');
  const secret = readSecret(text('secretKey'));
  // A serial may come twice, whatever Microsoft does: so a second create, made blindly, shows.
  const device: EmulatedDevice = {
    id: randomUUID(),
    serialNumber,
    manufacturer: text('manufacturer'),
    model: text('model'),
    secret,
    period,
    hashFunction,
    displayName: typeof body['displayName'] === 'string' ? body['displayName'] : null,
    assignedTo: null,
    status: 'available',
    lateAnswers: 0,
    activations: 0,
  };
  const owner = assignee(body['assignTo']);
  // With the policy permission alone Microsoft answers 201 all the same, and the token stays in stock.
  if (owner !== null && tenant.granted.has('UserAuthenticationMethod.ReadWrite.All')) {
    assign(tenant, device, tenant.user(owner));
    device.lateAnswers = 1;
  }
  tenant.devices.set(device.id, device);
  return device;
}

function assignee(assignTo: unknown): string | null {
  if (assignTo === undefined || assignTo === null) return null;
  if (typeof assignTo === 'object' && 'id' in assignTo && typeof assignTo.id === 'string') return assignTo.id;
  throw badRequest('assignTo needs an id.');
}

export function assign(tenant: EmulatedTenant, device: EmulatedDevice, user: EmulatedUser): void {
  if (device.assignedTo !== null) throw badRequest('The device is already assigned.');
  if (user.userType === 'Guest') throw badRequest('Guests cannot have hardware OATH methods.');
  if (tenant.devicesOf(user.id).length + user.otherMethods >= mostMethods) {
    throw badRequest('The user has the maximum number of OATH methods.');
  }
  device.assignedTo = user.id;
  device.status = 'assigned';
}

export function unassign(device: EmulatedDevice): void {
  device.assignedTo = null;
  device.status = 'available';
  device.lateAnswers = 0;
}

/** Seconds either side in which a code is taken: about ±2 minutes, as Entra does. */
const activationSeconds = 120;

export function activate(device: EmulatedDevice, code: unknown, now: number): void {
  if (typeof code !== 'string' || !/^\d{6}$/.test(code)) throw badRequest('verificationCode must be 6 digits.');
  if (device.status === 'activated') throw badRequest('The method is already activated.');
  const algorithm = device.hashFunction === 'hmacsha256' ? 'SHA256' : 'SHA1';
  const reach = activationSeconds / device.period;
  const middle = stepAt(now, device.period);
  const steps = Array.from({ length: 2 * reach + 1 }, (_, at) => middle - reach + at);
  const fits = steps.some(
    (step) => codeOfStep(device.secret, { algorithm, digits: 6, period: device.period }, step) === code,
  );
  if (!fits) {
    device.status = 'failedActivation';
    throw badRequest('The verification code is not valid.');
  }
  device.status = 'activated';
  device.activations += 1;
}

export function removeDevice(tenant: EmulatedTenant, device: EmulatedDevice): void {
  if (device.assignedTo !== null) throw badRequest('The device is assigned to a user; unassign it first.');
  tenant.devices.delete(device.id);
}

function readSecret(text: string): Uint8Array {
  try {
    return decodeBase32(text);
  } catch {
    throw badRequest('secretKey is not Base32.');
  }
}
