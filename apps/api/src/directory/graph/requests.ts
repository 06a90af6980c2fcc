import type {
  HardwareOathTokenAuthenticationMethodDevice,
  TemporaryAccessPassAuthenticationMethod,
} from '@microsoft/microsoft-graph-types-beta';

/** Hardware OATH is there in the beta alone. */
export const graphVersion = 'beta';

export const devicesPath = '/directory/authenticationMethodDevices/hardwareOathDevices';
export const userPath = (idOrUpn: string): string => `/users/${encodeURIComponent(idOrUpn)}`;
export const methodsPath = (userId: string): string => `${userPath(userId)}/authentication/hardwareOathMethods`;

/** A token as it is to be made. */
export interface NewDevice {
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly period: 30 | 60;
  readonly algorithm: 'SHA1' | 'SHA256';
  readonly secretBase32: string;
  /** The user it is assigned to in the same call. */
  readonly userId: string;
}

/** The body that makes a device and assigns it. */
export function deviceBody(device: NewDevice) {
  return {
    serialNumber: device.serial,
    manufacturer: device.manufacturer,
    model: device.model,
    secretKey: device.secretBase32,
    timeIntervalInSeconds: device.period,
    hashFunction: device.algorithm === 'SHA256' ? 'hmacsha256' : 'hmacsha1',
    assignTo: { id: device.userId },
  } satisfies HardwareOathTokenAuthenticationMethodDevice;
}

/** The body that makes many; each is told apart by its content id, `1` and on. */
export function bulkBody(devices: readonly NewDevice[]) {
  const value = devices.map((device, at) => ({ '@contentId': String(at + 1), ...deviceBody(device) }));
  return { '@context': '#$delta', value };
}

/** The body that assigns a device that is there. */
export function assignBody(deviceId: string) {
  return { device: { id: deviceId } satisfies HardwareOathTokenAuthenticationMethodDevice };
}

/** The action's parameter; actions are not part of Microsoft's published types. */
export function activateBody(code: string) {
  return { verificationCode: code };
}

export const passesPath = (userId: string): string => `${userPath(userId)}/authentication/temporaryAccessPassMethods`;

/** The body that makes a Temporary Access Pass, good from now on. */
export function passBody({ minutes, once }: { minutes: number; once: boolean }) {
  return { isUsableOnce: once, lifetimeInMinutes: minutes } satisfies TemporaryAccessPassAuthenticationMethod;
}

export const rolesPath = '/roleManagement/directory/transitiveRoleAssignments';

/** What is asked of a user. */
export const userProperties = ['id', 'userPrincipalName', 'userType', 'assignedPlans'] as const;
export const skuProperties = ['skuPartNumber', 'capabilityStatus', 'servicePlans'] as const;
