import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { npm } from '../setup/npm.mjs';
import { inRoot } from '../setup/root.mjs';
import { Refusal } from '../setup/script.mjs';
import { stage } from './stage.mjs';

/** What the API serves at /agent.tgz. */
export const agentPackage = 'apps/kiosk-agent/dist/agent.tgz';

/**
 * Makes the npm package that kiosks install, out of the built programs. The same programs make the same bytes: npm
 * packs without times and owners.
 */
export async function packAgent({
  to = inRoot(agentPackage),
  by = inRoot('.build', `agent-package-${process.pid}`),
} = {}) {
  const folder = join(by, 'package');
  const version = stage(folder);
  const { code, text } = await npm(['pack', '--pack-destination', '..', '--ignore-scripts'], {
    cwd: folder,
    output: 'collect',
  });
  if (code !== 0) throw new Refusal(`The agent could not be packed for kiosks. npm says:\n${text}`);
  // In one move, for a depot that serves it at this moment.
  renameSync(join(by, `token-depot-agent-${version}.tgz`), to);
  rmSync(by, { recursive: true, force: true });
}
