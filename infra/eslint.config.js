import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { depot } from './lint/plugin.js';
import { componentRules, testRules, typed, typescriptRules, untyped } from './lint/typescript.js';

const tsconfigRootDir = fileURLToPath(new URL('..', import.meta.url));
const scripts = ['**/*.{js,mjs}'];
const settings = ['**/*.config.{ts,js,mjs}'];
const components = ['**/*.svelte', '**/*.svelte.ts'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/.build/', '**/.depot/', '**/coverage/', 'apps/kiosk-ui/src/paraglide/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { files: ['**/*.ts', '**/*.svelte'], extends: [tseslint.configs.strictTypeChecked], rules: typescriptRules },
  { languageOptions: { parserOptions: { ...typed, tsconfigRootDir } } },
  svelte.configs.recommended,
  { files: components, languageOptions: { parserOptions: { parser: tseslint.parser } }, rules: componentRules },
  { files: ['**/*.test.ts', 'test/**'], rules: testRules },
  { files: [...scripts, ...settings], extends: [untyped] },
  {
    plugins: { depot },
    rules: {
      'depot/import-boundary': 'error',
      'depot/on-every-system': 'error',
      'depot/settings-in-one-place': 'error',
      'depot/telling-names': 'error',
      'depot/words-in-messages': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // A tool looks for its settings under this name, and a component is a default export by nature.
  { files: [...settings, '**/*.svelte'], rules: { 'no-restricted-exports': 'off' } },
  // A library has no terminal, and the API logs through its logger, which leaves secrets out. Programs print from main.ts or a print-*.ts.
  {
    files: ['libs/**', 'apps/api/**'],
    ignores: ['**/main.ts', '**/print-*.ts'],
    rules: { 'no-console': 'error' },
  },
  { files: scripts, languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
);
