import type { OpenAPIObject } from '@nestjs/swagger';
import type { Access } from '../../accounts/roles.js';

/** The cookies of staff, kiosks and recipients, as the document's `components.securitySchemes` call them. */
export const sessionScheme = 'session';
export const kioskScheme = 'kiosk';
export const recipientScheme = 'recipient';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Names an operation after its handler, so that its declared access is found again. */
export const operationId = (controller: string, method: string): string => `${controller}.${method}`;

/**
 * Writes into each operation who may call it: no `security` where it is public, else the session; `x-roles` names the
 * roles of which one is enough, and is absent where any person signed in may call it.
 * @returns the same by route as the server knows it, such as `POST /api/jobs/:id/pack`
 * @throws Error naming an operation that no handler declares
 */
export function documentAccess(
  document: OpenAPIObject,
  declared: ReadonlyMap<string, Access | undefined>,
): ReadonlyMap<string, Access> {
  const routes = new Map<string, Access>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = operations[method];
      if (operation === undefined) continue;
      const access = declared.get(operation.operationId ?? '');
      if (access === undefined) throw new Error(`Nobody declares who may call ${method} ${path}.`);
      Object.assign(operation, {
        security: securityOf(access),
        ...(typeof access === 'string' ? {} : { 'x-roles': access }),
      });
      routes.set(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, access);
    }
  }
  return routes;
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'kiosk') return [{ [kioskScheme]: [] }];
  return [{ [access === 'recipient' ? recipientScheme : sessionScheme]: [] }];
}
