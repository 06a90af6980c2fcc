import { z } from 'zod';

const Flat = z.object({
  id: z.string(),
  serialNumber: z.string().nullish(),
  status: z.string().nullish(),
  assignedTo: z.object({ id: z.string(), displayName: z.string().nullish() }).nullish(),
});

/** Lists and bulk answers come flat, or nested under `device`; both have been seen. */
export const GraphDevice = z
  .preprocess(
    (value) => (typeof value === 'object' && value !== null && 'device' in value ? value.device : value),
    Flat,
  )
  .transform((device) => ({
    id: device.id,
    serial: device.serialNumber ?? null,
    status: device.status ?? 'available',
    assignedTo: device.assignedTo?.id ?? null,
    ownerName: device.assignedTo?.displayName ?? null,
  }));
export type GraphDevice = z.output<typeof GraphDevice>;

export const GraphDevices = z.object({ value: z.array(GraphDevice), '@odata.nextLink': z.string().optional() });

export const GraphUser = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  userType: z.string().nullish(),
  assignedPlans: z.array(z.object({ servicePlanId: z.string(), capabilityStatus: z.string() })).nullish(),
});
export type GraphUser = z.output<typeof GraphUser>;

export const GraphUsers = z.object({ value: z.array(GraphUser) });

/** A user's hardware OATH methods, each with its device. */
export const GraphMethods = z.object({
  value: z.array(z.object({ id: z.string(), device: z.object({ id: z.string() }).nullish() })),
});

/** All of a user's methods, of which the type alone is looked at. */
export const GraphAllMethods = z.object({ value: z.array(z.object({ '@odata.type': z.string(), id: z.string() })) });

/** Roles that somebody holds, directly or by a group; how many there are is all that is looked at. */
export const GraphRoles = z.object({ value: z.array(z.object({ roleDefinitionId: z.string() })) });

export const GraphSkus = z.object({
  value: z.array(
    z.object({
      capabilityStatus: z.string().nullish(),
      servicePlans: z.array(z.object({ servicePlanId: z.string() })).nullish(),
    }),
  ),
});

export const GraphPolicy = z.object({ state: z.string() });

/** Passes a user has; of each the pass itself reads back null. */
export const GraphPasses = z.object({ value: z.array(z.object({ id: z.string() })) });

/** The one answer that holds a pass. */
export const GraphNewPass = z.object({
  id: z.string(),
  temporaryAccessPass: z.string(),
  isUsableOnce: z.boolean().nullish(),
  lifetimeInMinutes: z.number().nullish(),
  startDateTime: z.iso.datetime({ offset: true }).nullish(),
});
export type GraphNewPass = z.output<typeof GraphNewPass>;

export const GraphPassPolicy = GraphPolicy.extend({
  minimumLifetimeInMinutes: z.int().nullish(),
  maximumLifetimeInMinutes: z.int().nullish(),
  defaultLifetimeInMinutes: z.int().nullish(),
  isUsableOnce: z.boolean().nullish(),
});
export type GraphPassPolicy = z.output<typeof GraphPassPolicy>;

/** Entra ID P1 and P2, wherever plans are listed. */
export const premiumPlans: readonly string[] = [
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  'eec0eb4f-6444-4f95-aba0-50c24d67f998',
];

/** Whether a user's own plans hold one of them; a plan that was taken away stays listed as deleted. */
export function hasPremiumPlan(user: GraphUser): boolean {
  return (user.assignedPlans ?? []).some(
    ({ servicePlanId, capabilityStatus }) =>
      premiumPlans.includes(servicePlanId) && ['Enabled', 'Warning'].includes(capabilityStatus),
  );
}

/** What counts against a user's five. */
const counted: readonly string[] = [
  '#microsoft.graph.hardwareOathAuthenticationMethod',
  '#microsoft.graph.softwareOathAuthenticationMethod',
  '#microsoft.graph.microsoftAuthenticatorAuthenticationMethod',
];

export function countMethods(methods: z.output<typeof GraphAllMethods>): number {
  return methods.value.filter((method) => counted.includes(method['@odata.type'])).length;
}
