import { repoPath } from './repo-path.js';

const drawers = new Set(['utils', 'common', 'helpers', 'shared']);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/;
const component = /^[A-Z][A-Za-z0-9]*\.svelte$/;

/** Refuses file names in another style, folders named after nothing, and index files inside a workspace. */
export const tellingNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      style: "'{{name}}': files are named kebab-case.ts, components Component.svelte.",
      drawer: "A folder called '{{name}}' says nothing about what is in it: name it after its subject.",
      barrel: 'An inner index file hides where things live and ties knots of imports: import the file itself.',
    },
  },
  create(context) {
    const folders = repoPath(context).split('/');
    const name = folders.pop();
    const report = (node, messageId, data) => context.report({ node, loc: { line: 1, column: 0 }, messageId, data });
    return {
      Program(node) {
        if (!(name.endsWith('.svelte') ? component : kebab).test(name)) report(node, 'style', { name });
        const drawer = folders.find((folder) => drawers.has(folder));
        if (drawer) report(node, 'drawer', { name: drawer });
        const isLibrary = /^libs\/[^/]+\/src$/.test(folders.join('/'));
        if (/^index\.[jt]s$/.test(name) && !isLibrary) report(node, 'barrel');
      },
    };
  },
};
