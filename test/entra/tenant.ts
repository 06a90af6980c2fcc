import { createPublicKey, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sampleConnection } from '@depot/api/sample-connection';
import { notFound } from './graph-refusal.js';
import { permissions } from './permissions.js';
import type { Permission } from './permissions.js';

export const statuses = ['available', 'assigned', 'activated', 'failedActivation'] as const;
export type DeviceStatus = (typeof statuses)[number];

export const hashFunctions = ['hmacsha1', 'hmacsha256'] as const;

export interface EmulatedDevice {
  readonly id: string;
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly model: string;
  /** Kept for checking codes; never answered. */
  readonly secret: Uint8Array;
  readonly period: 30 | 60;
  readonly hashFunction: (typeof hashFunctions)[number];
  displayName: string | null;
  assignedTo: string | null;
  status: DeviceStatus;
  /** How often its status is still told as `available` after a create that assigned it. */
  lateAnswers: number;
  /** Activations that went through: one is what a token should ever have. */
  activations: number;
}

export interface EmulatedUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  userType: 'Member' | 'Guest';
  /** Software OATH methods and Microsoft Authenticator; they count with the hardware tokens. */
  otherMethods: number;
  licensed: boolean;
  /** Directory roles that it holds, directly or by a group: their definitions' ids. */
  roles: string[];
  /** The id of the one Temporary Access Pass it has. */
  pass: string | null;
}

export interface Policies {
  hardwareOath: boolean;
  softwareOath: boolean;
  temporaryAccessPass: boolean;
}

/** Minutes that a Temporary Access Pass may be good for, and whether for one sign-in alone. */
export const passPolicy = { min: 60, max: 480, usual: 60, onceOnly: false };

/** The application that the depot is in the emulated tenant. */
export interface Registration {
  readonly clientId: string;
  readonly secret: string;
  /** Public key of its certificate, and the certificate's SHA-256 thumbprint as base64url. */
  certificate: { readonly key: KeyObject; readonly thumbprint: string } | null;
}

/** An Entra tenant in memory: everybody at contoso.com is there, save those whose name begins with “nobody”. */
export class EmulatedTenant {
  readonly id: string = sampleConnection.tenant;
  readonly devices = new Map<string, EmulatedDevice>();
  readonly users = new Map<string, EmulatedUser>();
  readonly granted = new Set<Permission>(permissions);
  readonly policies: Policies = { hardwareOath: true, softwareOath: true, temporaryAccessPass: true };
  readonly registration: Registration = {
    clientId: sampleConnection.clientId,
    secret: sampleConnection.secret,
    certificate: null,
  };
  premium = true;

  trustCertificate(publicKeyPem: string, thumbprint: string): void {
    this.registration.certificate = { key: createPublicKey(publicKeyPem), thumbprint };
  }

  /** By id or UPN; `sample.…@contoso.com` is made when first asked for. */
  user(idOrUpn: string): EmulatedUser {
    const upn = idOrUpn.toLowerCase();
    const known = this.users.get(idOrUpn) ?? [...this.users.values()].find((user) => user.userPrincipalName === upn);
    if (known !== undefined) return known;
    if (!upn.endsWith('@contoso.com') || upn.startsWith('nobody')) throw notFound(idOrUpn);
    const user: EmulatedUser = {
      id: randomUUID(),
      userPrincipalName: upn,
      displayName: upn.split('@')[0] ?? upn,
      userType: upn.includes('#ext#') ? 'Guest' : 'Member',
      otherMethods: 0,
      licensed: true,
      roles: [],
      pass: null,
    };
    this.users.set(user.id, user);
    return user;
  }

  device(id: string): EmulatedDevice {
    const device = this.devices.get(id);
    if (device === undefined) throw notFound(id);
    return device;
  }

  devicesOf(userId: string): EmulatedDevice[] {
    return [...this.devices.values()].filter((device) => device.assignedTo === userId);
  }

  count(status: DeviceStatus): number {
    return [...this.devices.values()].filter((device) => device.status === status).length;
  }
}
