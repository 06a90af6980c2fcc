import { runNode } from './run.mjs';
import { Refusal } from './script.mjs';
import { inRoot } from './root.mjs';
import { tool } from './tool.mjs';

const api = 'apps/api';
const ui = 'apps/kiosk-ui';

/** Type-checks and writes `dist` for these project folders, and for those they refer to. */
export async function compile(projects, { force = false } = {}) {
  const args = ['-b', ...projects, ...(force ? ['--force'] : [])];
  const { code } = await runNode(tool('typescript', { command: 'tsc' }), args, { output: 'stderr' });
  if (code !== 0) throw new Refusal('The programs could not be built; the compiler gives the reason above.');
}

/** Bundles the API and its commands, once they are compiled. */
export async function bundleApi() {
  // By a program of its own: Rolldown's command tells of each file that it writes.
  const { code } = await runNode('bundle.js', [], { cwd: inRoot(api), output: 'stderr' });
  if (code !== 0) throw new Refusal('The API could not be bundled; Rolldown gives the reason above.');
}

/** Bundles the screens. They read the libraries from `dist`, so those come first. */
export async function bundleScreens() {
  const args = ['build', '--logLevel', 'warn'];
  const { code } = await runNode(tool('vite', { from: ui }), args, { cwd: inRoot(ui), output: 'stderr' });
  if (code !== 0) throw new Refusal('The screens could not be built; Vite gives the reason above.');
}
