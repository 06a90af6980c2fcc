import { delimiter, dirname } from 'node:path';
import process from 'node:process';

/** An environment in which `node`, whoever calls it, is this program. */
export function environmentFor(program, environment = process.env) {
  // Windows spells it Path.
  const path = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...environment,
    [path]: [dirname(program), environment[path] ?? ''].join(delimiter),
    NODE: program,
    npm_node_execpath: program,
    // Our packages are Node-API or plain JavaScript: a script started by a test must not install them anew for this Node.
    DEPOT_PACKAGES_OF_NODE: environment.DEPOT_PACKAGES_OF_NODE ?? process.versions.node.split('.')[0],
  };
}
