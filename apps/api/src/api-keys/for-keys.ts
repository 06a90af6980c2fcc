import { SetMetadata } from '@nestjs/common';
import type { CustomDecorator } from '@nestjs/common';
import type { KeyScope } from '@depot/contracts';

export const scopeKey = Symbol('scope');

/**
 * Lets a client's key with this scope in as well, beside the people whom the route's access names. A route without it is for people alone:
 * benches, approvals, read-outs and whatever shows a secret.
 */
export function ForKeys(scope: KeyScope): CustomDecorator<symbol> {
  return SetMetadata(scopeKey, scope);
}
