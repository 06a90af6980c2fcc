import { settingsFolders } from './boundary-table.js';
import { isBelow, repoPath } from './repo-path.js';

const reason = `the environment is read in ${settingsFolders[0]} and ${settingsFolders[1]} alone, so that one place names and checks every setting`;

/** Refuses `process.env`, and `env` imported from `node:process`, outside the folders that read settings. */
export const settingsInOnePlace = {
  meta: { type: 'problem', schema: [], messages: { refused: `Take this from the configuration: ${reason}.` } },
  create(context) {
    const path = repoPath(context);
    // A test reads from it how the run was set up.
    if (path.endsWith('.test.ts') || settingsFolders.some((folder) => isBelow(path, folder))) return {};
    const refuse = (node) => context.report({ node, messageId: 'refused' });
    return {
      "MemberExpression[object.name='process'][property.name='env']": refuse,
      "MemberExpression[object.name='process'][property.value='env']": refuse,
      "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']": refuse,
      'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]': refuse,
      'ExportNamedDeclaration[source.value=/^(node:)?process$/] > ExportSpecifier[local.name="env"]': refuse,
    };
  },
};
