import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version of this workspace, as the depot shows it beside the station. Sources and build lie equally deep. */
export function agentVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
