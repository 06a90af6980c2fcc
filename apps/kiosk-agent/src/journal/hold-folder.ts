import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import process from 'node:process';
import { Refusal } from '../refusal.js';

/**
 * Holds the agent's folder for this program. A second one would replace the journal under the first: then "unknown" could be said of an order that
 * was begun. What holds it is a socket's name, free again as soon as its holder is dead, however that came: a file with a process's id would,
 * after a power cut, name whatever has that id by now.
 * @throws Refusal where another agent holds it
 */
export async function holdFolder(
  folder: string,
  { platform = process.platform }: { platform?: NodeJS.Platform } = {},
): Promise<{ release(): Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = holdName(await realpath(folder), platform);
  const refusal = new Refusal(
    `Another agent is at work in ${folder}. Stop that one first, or give this one a folder and a pairing of its own (--folder).`,
  );
  const server = (await taken(name)) ?? (await takenOver(name, platform));
  if (server === null) throw refusal;
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Linux and Windows keep such names by themselves. Elsewhere it is a file, short enough for a socket wherever the folder is. */
export function holdName(folder: string, platform: NodeJS.Platform): string {
  const name = `token-depot-agent-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  if (platform === 'linux') return `\0${name}`;
  return platform === 'win32' ? `\\\\.\\pipe\\${name}` : `/tmp/${name}`;
}

/** A file outlives its holder: where nobody answers it is nobody's. */
async function takenOver(name: string, platform: NodeJS.Platform): Promise<Server | null> {
  if (['linux', 'win32'].includes(platform) || (await answers(name))) return null;
  await rm(name, { force: true });
  return taken(name);
}

/** Null where somebody has it. */
function taken(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((asking) => asking.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(name, () => resolve(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = connect(name, () => {
      asking.destroy();
      resolve(true);
    });
    asking.once('error', () => resolve(false));
  });
}
