import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { KeyScope } from '@depot/contracts';
import { scopeKey } from '../../api-keys/for-keys.js';

/** Keys of programs, as the document's `components.securitySchemes` call them. */
export const keyScheme = 'key';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The scope of each handler that takes keys, by `Controller.method`. */
export function declaredScopes(app: INestApplicationContext): ReadonlyMap<string, KeyScope> {
  const scanner = new MetadataScanner();
  const declared = new Map<string, KeyScope>();
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (typeof instance !== 'object' || instance === null || metatype === null) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (typeof handler !== 'function') continue;
      const scope = Reflect.getMetadata(scopeKey, handler) as KeyScope | undefined;
      if (scope !== undefined) declared.set(`${metatype.name}.${name}`, scope);
    }
  }
  return declared;
}

/**
 * Writes into each operation that takes keys a second way of being let in, and its scope as `x-scopes`.
 * @returns the same by route as the server knows it, such as `POST /api/batches`
 */
export function documentScopes(
  document: OpenAPIObject,
  declared: ReadonlyMap<string, KeyScope>,
): ReadonlyMap<string, KeyScope> {
  const routes = new Map<string, KeyScope>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = operations[method];
      const scope = declared.get(operation?.operationId ?? '');
      if (operation === undefined || scope === undefined) continue;
      Object.assign(operation, {
        security: [...(operation.security ?? []), { [keyScheme]: [] }],
        'x-scopes': [scope],
      });
      routes.set(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, scope);
    }
  }
  return routes;
}
