import { posix } from 'node:path';
import { owners, testPackages, workspaces } from './boundary-table.js';
import { isBelow, repoPath } from './repo-path.js';

const isPackage = (name) => (source) => source === name || source.startsWith(name.endsWith(':') ? name : `${name}/`);
const isOneOf = (names, source) => names.some((name) => isPackage(name)(source));

/** Says why this file may not import this, or nothing. */
function refusal(path, source) {
  const workspace = workspaces.find(({ folder }) => isBelow(path, folder));
  if (!workspace) return undefined;
  if (source.startsWith('.')) {
    const inside = isBelow(posix.join(posix.dirname(path), source), workspace.folder);
    return inside ? undefined : 'another workspace is imported by its name, so that its exports are its border';
  }
  if (/\.(test|config)\.ts$/.test(path) && isOneOf(testPackages, source)) return undefined;
  const owner = owners.find(({ packages }) => isOneOf(packages, source));
  if (owner && !isBelow(path, owner.folder)) return `only ${owner.folder} may: ${owner.reason}`;
  return reachesTooFar(workspace, source) ? workspace.reason : undefined;
}

function reachesTooFar({ packages, depot }, source) {
  if (packages) return !isOneOf(packages, source);
  return (
    source.startsWith('@depot/') &&
    !isOneOf(
      depot.map((name) => `@depot/${name}`),
      source,
    )
  );
}

/** Refuses imports across the borders of `boundary-table.js`, and gives the border's reason. */
export const importBoundary = {
  meta: { type: 'problem', schema: [], messages: { refused: "'{{source}}' may not be imported here: {{reason}}." } },
  create(context) {
    const path = repoPath(context);
    const inspect = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const reason = refusal(path, source.value);
      if (reason) context.report({ node: source, messageId: 'refused', data: { source: source.value, reason } });
    };
    const imports = ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'];
    return Object.fromEntries(imports.map((kind) => [kind, inspect]));
  },
};
