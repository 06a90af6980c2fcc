import { existsSync } from 'node:fs';
import { inRoot } from './root.mjs';

const everywhere = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** What is built on its own: its sources, and the files that must be there afterwards if their source is. */
export const parts = {
  programs: {
    sources: [...everywhere, 'libs', 'apps/api', 'apps/kiosk-agent', 'test'],
    results: [
      ['libs/contracts/src/index.ts', 'libs/contracts/dist/index.js'],
      ['libs/totp/src/index.ts', 'libs/totp/dist/index.js'],
      ['libs/devices/src/index.ts', 'libs/devices/dist/index.js'],
      ['apps/api/src/main.ts', 'apps/api/dist/bundle/main.js'],
      ['apps/api/src/commands/main.ts', 'apps/api/dist/bundle/depot.js'],
      ['apps/kiosk-agent/src/main.ts', 'apps/kiosk-agent/dist/main.js'],
      ['test/demo/main.ts', 'test/dist/demo/main.js'],
    ],
  },
  agentPackage: {
    sources: [...everywhere, 'LICENSE', 'libs', 'apps/kiosk-agent', 'infra/scripts/agent-package'],
    results: [['apps/kiosk-agent/src/main.ts', 'apps/kiosk-agent/dist/agent.tgz']],
  },
  screens: {
    sources: [...everywhere, 'libs/contracts', 'libs/totp', 'apps/kiosk-ui'],
    results: [['apps/kiosk-ui/index.html', 'apps/kiosk-ui/dist/index.html']],
  },
};

/** A result was deleted. The compiler would not notice: it trusts its own note of what it wrote. */
export const lacksResults = ({ results }) =>
  results.some(([source, result]) => existsSync(inRoot(source)) && !existsSync(inRoot(result)));
