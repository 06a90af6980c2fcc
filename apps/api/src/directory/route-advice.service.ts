import { Injectable } from '@nestjs/common';
import type { Route, RouteAdvice, RouteSuggestion } from '@depot/contracts';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ClientCredentials } from '../platform/vault/client-credentials.js';
import { adviceFor, said } from './graph/failure-words.js';
import type { Need } from './graph/failure-words.js';
import type { GraphApi } from './graph/graph-api.js';
import { GraphConnections } from './graph/graph-connections.js';
import { GraphFailure } from './graph/graph-failure.js';
import { hasPremiumPlan } from './graph/read-answers.js';
import type { GraphUser } from './graph/read-answers.js';

export interface RoutedRecipient {
  readonly upn: string;
  readonly route: Route;
}

/** One filter takes so many names. */
const atOnce = 15;
const nothing: RouteAdvice = { connected: false, premium: null, checked: 0, suggestions: [], problems: [] };

/** Which route suits whom, by the plans of tenant and users. It suggests and changes nothing: what Microsoft enforces is undocumented. */
@Injectable()
export class RouteAdviceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
    private readonly connections: GraphConnections,
  ) {}

  async adviseOn(recipients: readonly RoutedRecipient[]): Promise<RouteAdvice> {
    const tenant = await theTenant(this.work.read);
    if ((await this.credentials.connection(this.work.read, tenant)) === null) return nothing;
    const { api } = await this.connections.of(tenant);
    const problems: RouteAdvice['problems'] = [];
    const asking = async <T>(need: Need, ask: () => Promise<T>): Promise<T | null> => {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        problems.push({ said: said(error), todo: adviceFor(error, need) });
        return null;
      }
    };
    const premium = await asking('licence', () => api.hasPremium());
    const users = await asking('users', () => readUsers(api, recipients));
    const suggestions =
      users === null
        ? []
        : recipients.flatMap((recipient) => suggest(recipient, users.get(recipient.upn) ?? null, premium) ?? []);
    return { connected: true, premium, checked: users === null ? 0 : recipients.length, suggestions, problems };
  }
}

async function readUsers(api: GraphApi, recipients: readonly RoutedRecipient[]): Promise<Map<string, GraphUser>> {
  const upns = [...new Set(recipients.map(({ upn }) => upn))];
  const users = new Map<string, GraphUser>();
  for (let start = 0; start < upns.length; start += atOnce) {
    for (const user of await api.usersCalled(upns.slice(start, start + atOnce))) {
      users.set(user.userPrincipalName.toLowerCase(), user);
    }
  }
  return users;
}

/** Null where the route suits. @param premium null where the tenant's plans could not be read: then the user's alone count */
function suggest(
  { upn, route }: RoutedRecipient,
  user: GraphUser | null,
  premium: boolean | null,
): RouteSuggestion | null {
  if (user === null) return { upn, route, suggested: null, why: 'unknown' };
  const needsPremium = route !== 'qr';
  if (needsPremium && user.userType === 'Guest') return { upn, route, suggested: null, why: 'guest' };
  const has = premium !== false && hasPremiumPlan(user);
  if (needsPremium && !has) return { upn, route, suggested: 'qr', why: 'no-premium' };
  if (!needsPremium && has && user.userType !== 'Guest') {
    return { upn, route, suggested: 'own-seed', why: 'has-premium' };
  }
  return null;
}
