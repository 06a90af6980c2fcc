import { browserName } from './browser-name.js';
import type { SignedInRequest } from './roles.js';
import { sessionCookie } from './session-cookie.js';
import type { Comer } from './sessions.service.js';

export function comerOf(request: SignedInRequest): Comer {
  return {
    address: request.ip,
    browser: browserName(request.headers['user-agent']),
    secret: request.cookies[sessionCookie],
  };
}
