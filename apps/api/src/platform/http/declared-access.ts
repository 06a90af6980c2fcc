import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { accessKey } from '../../accounts/roles.js';
import type { Access } from '../../accounts/roles.js';

/** Who may call each handler, by `Controller.method`; undefined where a route does not say. */
export function declaredAccess(app: INestApplicationContext): ReadonlyMap<string, Access | undefined> {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const declared = new Map<string, Access | undefined>();
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (typeof instance !== 'object' || instance === null || metatype === null) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) continue;
      const access = reflector.getAllAndOverride<Access | undefined>(accessKey, [handler, metatype]);
      declared.set(`${metatype.name}.${name}`, access);
    }
  }
  return declared;
}

/**
 * Refuses to go on when a route does not say who may call it.
 * @throws Error naming every such route
 */
export function requireDeclaredAccess(app: INestApplicationContext): void {
  const open = [...declaredAccess(app)].filter(([, access]) => access === undefined).map(([name]) => name);
  if (open.length > 0) throw new Error(`These routes do not declare who may call them: ${open.join(', ')}.`);
}
