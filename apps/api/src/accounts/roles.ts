import '@fastify/cookie';
import { SetMetadata, createParamDecorator } from '@nestjs/common';
import type { CustomDecorator, ExecutionContext } from '@nestjs/common';
import type { Me, Role } from '@depot/contracts';
import type { FastifyRequest } from 'fastify';
import type { KeyClient } from '../api-keys/key-client.js';
import type { Actor } from '../audit/actor.js';
import { recipientActor } from '../self-service/recipient-actor.js';
import type { KioskSession, Visit } from '../self-service/kiosk-session.js';

export const accessKey = Symbol('access');

/**
 * Who may call a route: nobody signed in, anybody on the staff, somebody with one of these roles; or no staff at all, but the browser of
 * a kiosk, or the recipient before it.
 */
export type Access = 'public' | 'signed-in' | 'kiosk' | 'recipient' | readonly Role[];

/** Every route declares its access; one that does not stops the boot. */
export function Allow(...roles: readonly [Role, ...Role[]]): CustomDecorator<symbol> {
  return SetMetadata(accessKey, roles);
}

export function Public(): CustomDecorator<symbol> {
  return SetMetadata(accessKey, 'public' satisfies Access);
}

export function SignedIn(): CustomDecorator<symbol> {
  return SetMetadata(accessKey, 'signed-in' satisfies Access);
}

export function AtKiosk(): CustomDecorator<symbol> {
  return SetMetadata(accessKey, 'kiosk' satisfies Access);
}

export function ByRecipient(): CustomDecorator<symbol> {
  return SetMetadata(accessKey, 'recipient' satisfies Access);
}

export interface SignedInRequest extends FastifyRequest {
  me?: Me;
  /** In place of a person, where a program showed its key. */
  client?: KeyClient;
  kiosk?: KioskSession;
  visit?: Visit;
}

/** The person signed in; only on routes that are not public. */
export const WhoAsks = createParamDecorator((_: unknown, context: ExecutionContext): Me => {
  const me = context.switchToHttp().getRequest<SignedInRequest>().me;
  if (me === undefined) throw new Error('This route knows nobody: it is public.');
  return me;
});

/** Whose roles say how much of something is shown: a key has none, and sees what is shown to everybody. */
export const WhoReads = createParamDecorator((_: unknown, context: ExecutionContext): Pick<Me, 'roles'> => {
  const { me, client } = context.switchToHttp().getRequest<SignedInRequest>();
  if (client !== undefined) return { roles: [] };
  if (me === undefined) throw new Error('This route knows nobody: it is public.');
  return me;
});

/** Who does it, as the record names them: somebody of the staff, or a program by its key. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<SignedInRequest>();
  const { client } = request;
  if (client !== undefined) return { kind: 'key', id: client.id, name: client.client, address: request.ip };
  if (request.me === undefined) throw new Error('This route knows nobody: it is public.');
  return { kind: 'person', id: request.me.id, name: request.me.name, address: request.ip };
});

/** The kiosk that asks; only on routes for kiosks. */
export const WhichKiosk = createParamDecorator((_: unknown, context: ExecutionContext): KioskSession => {
  const { kiosk } = context.switchToHttp().getRequest<SignedInRequest>();
  if (kiosk === undefined) throw new Error('This route is not for kiosks.');
  return kiosk;
});

/** The recipient's visit; only on routes for recipients. */
export const WhoseVisit = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const { visit } = context.switchToHttp().getRequest<SignedInRequest>();
  if (visit === undefined) throw new Error('This route is not for recipients.');
  return visit;
});

/** The recipient, as the record names them. */
export const RecipientActing = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { visit, ip } = context.switchToHttp().getRequest<SignedInRequest>();
  if (visit === undefined) throw new Error('This route is not for recipients.');
  return recipientActor(visit, ip);
});
