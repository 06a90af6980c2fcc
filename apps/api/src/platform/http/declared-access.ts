import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { accessKey } from '../../accounts/roles.js';

/**
 * Refuses to go on when a route does not say who may call it.
 * @throws Error naming every such route
 */
export function requireDeclaredAccess(app: INestApplicationContext): void {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const open: string[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (typeof instance !== 'object' || instance === null || metatype === null) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) continue;
      if (reflector.getAllAndOverride(accessKey, [handler, metatype]) === undefined)
        open.push(`${metatype.name}.${name}`);
    }
  }
  if (open.length > 0) throw new Error(`These routes do not declare who may call them: ${open.join(', ')}.`);
}
