import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfigFile: 'infra/eslint.config.js',
  // The snippets are in no file, so that rules which read types have nothing to go by.
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

/** What our configuration says about this code, were it in the file at `filePath`. */
export async function lintSnippet(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages).map(({ ruleId, message }) => `${ruleId ?? 'syntax'}: ${message}`);
}
