import { readFileSync } from 'node:fs';
import { z } from 'zod';

function read(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The version of this build, which agents are to have too. Sources, build and bundle lie equally deep. */
export const depotVersion = read();
