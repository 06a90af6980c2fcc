import type { Provider, Type } from '@nestjs/common';
import type { Config } from './config/config.js';

export interface Part {
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
}

/** What a folder brings to the depot's one module, by the role that a process needs for it. */
export interface Feature {
  readonly everywhere?: Part;
  readonly http?: Part;
  readonly worker?: Part;
}

/** What a process of these roles is made of. */
export function partOf(
  roles: Config['roles'],
  features: readonly Feature[],
): { controllers: Type[]; providers: Provider[] } {
  const parts = features.flatMap(({ everywhere = {}, http = {}, worker = {} }) => [
    everywhere,
    ...(roles.has('http') ? [http] : []),
    ...(roles.has('worker') ? [worker] : []),
  ]);
  return {
    controllers: parts.flatMap(({ controllers = [] }) => controllers),
    providers: parts.flatMap(({ providers = [] }) => providers),
  };
}
