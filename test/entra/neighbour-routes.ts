import type { GraphAnswer, GraphCall, GraphRoute } from './graph-call.js';
import { GraphRefusal, badRequest, notFound } from './graph-refusal.js';
import { passPolicy } from './tenant.js';
import type { EmulatedTenant, EmulatedUser } from './tenant.js';

/** Entra ID P1, as it stands inside a SKU's or a user's plans. */
const premiumPlan = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const exchangePlan = 'efb87545-963c-4e0d-99df-69c6916d9eb0';
const policies = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
const assignments = '/roleManagement/directory/transitiveRoleAssignments';
const policyPermission = 'Policy.ReadWrite.AuthenticationMethod';

/** Users, licences and policies: what the depot asks before it trusts a connection. */
export const neighbourRoutes: readonly GraphRoute[] = [
  { route: 'GET /users', permission: 'User.Read.All', limits: [], run: users },
  {
    route: 'GET /users/{id}',
    permission: 'User.Read.All',
    limits: [],
    run: ({ tenant, ids }) => ({ status: 200, body: userView(tenant, tenant.user(ids[0] ?? '')) }),
  },
  { route: `GET ${assignments}`, permission: 'RoleManagement.Read.Directory', limits: [], run: roles },
  { route: 'GET /subscribedSkus', permission: 'Organization.Read.All', limits: [], run: skus },
  {
    route: `GET ${policies}/hardwareOath`,
    permission: policyPermission,
    limits: [],
    run: ({ tenant }) => ({ status: 200, body: policyView('HardwareOath', tenant.policies.hardwareOath) }),
  },
  {
    route: `GET ${policies}/softwareOath`,
    permission: policyPermission,
    limits: [],
    run: ({ tenant }) => ({ status: 200, body: policyView('SoftwareOath', tenant.policies.softwareOath) }),
  },
  {
    route: `GET ${policies}/temporaryAccessPass`,
    permission: policyPermission,
    limits: [],
    run: ({ tenant }) => ({ status: 200, body: passPolicyView(tenant) }),
  },
  { route: `PATCH ${policies}/hardwareOath`, permission: policyPermission, limits: [], run: setPolicy },
];

function users({ tenant, query }: GraphCall): GraphAnswer {
  const filter = query.get('$filter');
  if (filter !== null) return { status: 200, body: { value: usersCalled(tenant, filter) } };
  const all = tenant.users.size === 0 ? [tenant.user('first.sample@contoso.com')] : [...tenant.users.values()];
  return { status: 200, body: { value: all.slice(0, 1).map((user) => userView(tenant, user)) } };
}

/** `userPrincipalName in ('…','…')` with 15 names at most; those whom nobody knows are left out. */
function usersCalled(tenant: EmulatedTenant, filter: string): Record<string, unknown>[] {
  const [, list = ''] = /^userPrincipalName in \(('(?:[^']|'')*'(?:,'(?:[^']|'')*')*)\)$/.exec(filter) ?? [];
  if (list === '') throw badRequest(`Invalid filter clause: ${filter}`);
  const names = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, name = '']) => name.replaceAll("''", "'"));
  if (names.length > 15) throw badRequest('Too many child clauses specified in search filter expression.');
  return names.flatMap((name) => {
    try {
      return [userView(tenant, tenant.user(name))];
    } catch (error) {
      if (error instanceof GraphRefusal && error.status === 404) return [];
      throw error;
    }
  });
}

/** Of one principal alone, and found only by who says that an answer may be a moment old. */
function roles({ tenant, query, consistencyLevel }: GraphCall): GraphAnswer {
  if (consistencyLevel !== 'eventual') throw notFound(assignments);
  const [, id = ''] = /^principalId eq '([^']+)'$/.exec(query.get('$filter') ?? '') ?? [];
  if (id === '') throw badRequest('The query needs a filter on principalId.');
  const value = tenant.user(id).roles.map((roleDefinitionId) => ({ roleDefinitionId }));
  return { status: 200, body: { value, '@odata.count': value.length } };
}

function userView(tenant: EmulatedTenant, user: EmulatedUser): Record<string, unknown> {
  const plan = (servicePlanId: string) => ({
    servicePlanId,
    capabilityStatus: 'Enabled',
    service: 'AADPremiumService',
  });
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    userType: user.userType,
    assignedPlans: tenant.premium && user.licensed ? [plan(exchangePlan), plan(premiumPlan)] : [plan(exchangePlan)],
  };
}

function skus({ tenant }: GraphCall): GraphAnswer {
  const sku = (skuPartNumber: string, plans: readonly string[]) => ({
    skuPartNumber,
    capabilityStatus: 'Enabled',
    servicePlans: plans.map((servicePlanId) => ({ servicePlanId, provisioningStatus: 'Success' })),
  });
  const basic = sku('O365_BUSINESS_ESSENTIALS', [exchangePlan]);
  return { status: 200, body: { value: tenant.premium ? [basic, sku('SPB', [exchangePlan, premiumPlan])] : [basic] } };
}

function policyView(id: string, on: boolean): Record<string, unknown> {
  const type = `#microsoft.graph.${id.charAt(0).toLowerCase()}${id.slice(1)}AuthenticationMethodConfiguration`;
  return { '@odata.type': type, id, state: on ? 'enabled' : 'disabled' };
}

function passPolicyView(tenant: EmulatedTenant): Record<string, unknown> {
  return {
    ...policyView('TemporaryAccessPass', tenant.policies.temporaryAccessPass),
    defaultLifetimeInMinutes: passPolicy.usual,
    minimumLifetimeInMinutes: passPolicy.min,
    maximumLifetimeInMinutes: passPolicy.max,
    isUsableOnce: passPolicy.onceOnly,
    defaultLength: 16,
  };
}

function setPolicy({ tenant, body }: GraphCall): GraphAnswer {
  tenant.policies.hardwareOath = body['state'] === 'enabled';
  return { status: 204 };
}
