import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2023',
    // A file inlined as data: would be refused by the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The screens use the contracts' tables, not their schemas: calls that only build a schema may be dropped.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
});
