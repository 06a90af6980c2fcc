import '@fastify/cookie';
import { SetMetadata, createParamDecorator } from '@nestjs/common';
import type { CustomDecorator, ExecutionContext } from '@nestjs/common';
import type { Me, Role } from '@depot/contracts';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../audit/actor.js';

export const accessKey = Symbol('access');

/** Who may call a route: nobody signed in, anybody signed in, or somebody with one of these roles. */
export type Access = 'public' | 'signed-in' | readonly Role[];

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

export interface SignedInRequest extends FastifyRequest {
  me?: Me;
}

/** The person signed in; only on routes that are not public. */
export const WhoAsks = createParamDecorator((_: unknown, context: ExecutionContext): Me => {
  const me = context.switchToHttp().getRequest<SignedInRequest>().me;
  if (me === undefined) throw new Error('This route knows nobody: it is public.');
  return me;
});

/** Likewise, as the record names them. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<SignedInRequest>();
  if (request.me === undefined) throw new Error('This route knows nobody: it is public.');
  return { kind: 'person', id: request.me.id, name: request.me.name, address: request.ip };
});
