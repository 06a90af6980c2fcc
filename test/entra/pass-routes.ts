import { randomBytes, randomUUID } from 'node:crypto';
import type { GraphAnswer, GraphCall, GraphRoute } from './graph-call.js';
import { GraphRefusal, badRequest } from './graph-refusal.js';
import { passPolicy } from './tenant.js';

const permission = 'UserAuthenticationMethod.ReadWrite.All';
const passes = '/users/{id}/authentication/temporaryAccessPassMethods';
const about = { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod' };

/** Temporary Access Passes: one a user, and told once. */
export const passRoutes: readonly GraphRoute[] = [
  { route: `GET ${passes}`, permission, limits: ['methods'], run: list },
  { route: `POST ${passes}`, permission, limits: ['methods'], run: make },
  { route: `DELETE ${passes}/{id}`, permission, limits: ['methods'], run: remove },
];

/** What it last gave out, for tests that look for it where it must not be. */
export const passesMade: string[] = [];

function list({ tenant, ids }: GraphCall): GraphAnswer {
  const { pass } = tenant.user(ids[0] ?? '');
  const value = pass === null ? [] : [{ ...about, id: pass, temporaryAccessPass: null }];
  return { status: 200, body: { value } };
}

function make({ tenant, ids, body, now }: GraphCall): GraphAnswer {
  const user = tenant.user(ids[0] ?? '');
  const lifetime = Number(body['lifetimeInMinutes'] ?? passPolicy.usual);
  if (!tenant.policies.temporaryAccessPass) {
    throw new GraphRefusal(403, 'accessDenied', { message: 'Temporary Access Pass is not enabled by policy.' });
  }
  if (user.pass !== null) throw badRequest('The user already has a Temporary Access Pass.');
  if (lifetime < passPolicy.min || lifetime > passPolicy.max) {
    throw badRequest('lifetimeInMinutes is outside of what the policy allows.');
  }
  user.pass = randomUUID();
  const temporaryAccessPass = randomBytes(12).toString('base64url');
  passesMade.push(temporaryAccessPass);
  return {
    status: 201,
    body: {
      ...about,
      id: user.pass,
      temporaryAccessPass,
      isUsableOnce: body['isUsableOnce'] === true,
      lifetimeInMinutes: lifetime,
      startDateTime: new Date(now * 1000).toISOString(),
    },
  };
}

function remove({ tenant, ids }: GraphCall): GraphAnswer {
  const user = tenant.user(ids[0] ?? '');
  if (user.pass !== ids[1]) throw new GraphRefusal(404, 'resourceNotFound', { message: 'There is no such pass.' });
  user.pass = null;
  return { status: 204 };
}
