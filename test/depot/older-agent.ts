import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programs } from './program.js';

/** Lays the agent's program out in an empty folder under another version. @returns its main file */
export function agentOfVersion(version: string, folder: string): string {
  const dist = dirname(programs.agent);
  cpSync(dist, join(folder, 'dist'), { recursive: true });
  symlinkSync(fileURLToPath(new URL('../../../node_modules', `file://${dist}/`)), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, type: 'module' }));
  return join(folder, 'dist', 'main.js');
}
