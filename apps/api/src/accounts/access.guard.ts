import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '../platform/http/problem-error.js';
import { AccountsService } from './accounts.service.js';
import { accessKey } from './roles.js';
import type { Access, SignedInRequest } from './roles.js';

export const sessionCookie = 'depot-session';

/** Lets a request through when its session's roles and its origin allow it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accounts: AccountsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    refuseForeignOrigin(request);
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const secret = request.cookies[sessionCookie];
    const me = secret === undefined ? null : await this.accounts.whoIs(secret);
    if (me === null) throw new ProblemError('sign-in-needed');
    request.me = me;
    if (access === 'signed-in') return true;
    if (access?.some((role) => me.roles.includes(role)) !== true) {
      throw new ProblemError('not-your-role', `This takes the role ${access?.join(' or ') ?? 'of nobody'}.`);
    }
    return true;
  }
}

/** A request that changes something and names an origin must name ours (beside the cookie's SameSite). */
function refuseForeignOrigin(request: SignedInRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host) throw new ProblemError('foreign-origin');
}
