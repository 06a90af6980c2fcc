import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { KeyScope } from '@depot/contracts';
import { scopeKey } from '../api-keys/for-keys.js';
import { bearerOf } from '../api-keys/key-client.js';
import { KeyDoor } from '../api-keys/key-door.service.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { kioskCookie, visitCookie } from '../self-service/kiosk-session.js';
import { SelfSessions } from '../self-service/self-sessions.js';
import { AccountsService } from './accounts.service.js';
import { accessKey } from './roles.js';
import type { Access, SignedInRequest } from './roles.js';
import { sessionCookie } from './session-cookie.js';

/** Lets a request through when its session's roles and its origin allow it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accounts: AccountsService,
    private readonly selves: SelfSessions,
    private readonly keys: KeyDoor,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const scope = this.reflector.get<KeyScope | undefined>(scopeKey, context.getHandler()) ?? null;
    await this.judge(context.switchToHttp().getRequest<SignedInRequest>(), access, scope);
    return true;
  }

  /**
   * Refuses a request that its origin or its session does not allow, and notes on it who asks.
   * @throws ProblemError `foreign-origin`, `sign-in-needed`, `factor-missing`, `not-your-role`, and what `KeyDoor` refuses keys with
   */
  async judge(request: SignedInRequest, access: Access | undefined, scope: KeyScope | null): Promise<void> {
    refuseForeignOrigin(request);
    if (access === 'public') return;
    if (access === 'kiosk') {
      request.kiosk ??= await found(request.cookies[kioskCookie], (secret) => this.selves.kiosk(secret));
      return;
    }
    if (access === 'recipient') {
      request.visit ??= await found(request.cookies[visitCookie], (secret) => this.selves.visit(secret));
      return;
    }
    const key = bearerOf(request.headers.authorization);
    if (key !== null) {
      // Whoever shows a key is judged by it alone, whatever else their program sends along.
      request.client ??= await this.keys.admit(key, { scope, address: request.ip });
      return;
    }
    request.me ??= await found(request.cookies[sessionCookie], (secret) => this.accounts.whoIs(secret));
    const { roles, needsFactor } = request.me;
    if (needsFactor === true && !isAboutOneself(request)) throw new ProblemError('factor-missing');
    if (access === 'signed-in' || access?.some((role) => roles.includes(role)) === true) return;
    throw new ProblemError('not-your-role', `This takes the role ${access?.join(' or ') ?? 'of nobody'}.`);
  }
}

/** What somebody may do who has yet to set up their second factor: that, and to leave. */
function isAboutOneself({ routeOptions: { url = '' } }: SignedInRequest): boolean {
  return url === '/api/session' || url.startsWith('/api/session/');
}

/** @throws ProblemError `sign-in-needed` */
async function found<Session>(
  secret: string | undefined,
  look: (secret: string) => Promise<Session | null>,
): Promise<Session> {
  const session = secret === undefined ? null : await look(secret);
  if (session === null) throw new ProblemError('sign-in-needed');
  return session;
}

/**
 * A request that changes something and names an origin must name ours (beside the cookie's SameSite). Behind a trusted
 * proxy ours is the name that the browser asked the proxy for; from anybody else only the `Host` header counts.
 */
function refuseForeignOrigin(request: SignedInRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw new ProblemError('foreign-origin');
}
