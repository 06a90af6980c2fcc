import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** Parts of the program that no screen does without; all but the first texts come when somebody speaks their language. */
const everywhere =
  /node_modules.(svelte|zod|esm-env|clsx)|libs.contracts.dist.(?!people)|src.(api.(request|problem|session|attempt)|elements.(Icon|icons|typing|focus-here|ProblemNote)|layout|live|messages.(first|message|problem-words|speech)\.|routing|session)/;

export default defineConfig({
  plugins: [
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
