import type { EmulatedDevice, EmulatedTenant } from './tenant.js';

/** A device as Graph tells it: the secret reads back null, always, and a status may lag behind. */
export function deviceView(tenant: EmulatedTenant, device: EmulatedDevice): Record<string, unknown> {
  const late = device.lateAnswers > 0 && device.status === 'assigned';
  if (late) device.lateAnswers -= 1;
  const owner = device.assignedTo === null ? null : tenant.user(device.assignedTo);
  return {
    '@odata.type': '#microsoft.graph.hardwareOathTokenAuthenticationMethodDevice',
    id: device.id,
    displayName: device.displayName,
    serialNumber: device.serialNumber,
    manufacturer: device.manufacturer,
    model: device.model,
    secretKey: null,
    timeIntervalInSeconds: device.period,
    status: late ? 'available' : device.status,
    lastUsedDateTime: null,
    hashFunction: device.hashFunction,
    assignedTo: owner === null ? null : { id: owner.id, displayName: owner.displayName },
  };
}

/** In lists it comes flat or nested under `device`: both have been seen. */
export function listedDevice(tenant: EmulatedTenant, device: EmulatedDevice, nested: boolean): Record<string, unknown> {
  const view = deviceView(tenant, device);
  return nested ? { id: device.id, device: view } : view;
}

/** A user's method: its id is the device's, as it usually is at Microsoft. */
export function methodView(tenant: EmulatedTenant, device: EmulatedDevice): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.hardwareOathAuthenticationMethod',
    id: device.id,
    createdDateTime: '2026-01-01T00:00:00Z',
    device: deviceView(tenant, device),
  };
}
