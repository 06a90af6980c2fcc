import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** Parts of the program that no screen does without; all but the first texts come when somebody speaks their language. */
const everywhere =
  /node_modules.(svelte|zod|esm-env|clsx)|libs.contracts.dist.(?!people)|src.(api.(request|problem|session|attempt)|elements.(AlertBox|Icon|icons|typing|focus-here|ProblemNote)|layout|live|messages.(first|message|problem-words|speech)\.|routing|session)/;

/** zod can write JSON schemas, which is the API's business: a screen that never asks for one does without its writers. */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  enforce: 'pre',
  load(id) {
    if (!/zod.v4.core.(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
    const writers = readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm);
    // Some are asked, when a schema is made, for what would write it.
    return Array.from(writers, ([, name]) => `export const ${String(name)} = () => undefined;\n`).join('');
  },
};

export default defineConfig({
  plugins: [
    withoutJsonSchemas,
    svelte({ configFile: false }),
    // Laid beside the files once, so that no server squeezes them for each kiosk.
    compression({ algorithms: ['gzip'], threshold: 1000, logLevel: 'silent' }),
  ],
  // The policy allows scripts, styles and fonts from our own files alone.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every screen needs comes in one piece: each file more costs a kilobyte of headers.
    rolldownOptions: {
      // What takes long in a build is for those who look for it, not for whoever starts the depot.
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: 'base', test: everywhere }] } },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
