import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../depot/free-port.js';

export interface ThrowAwayStore {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL server of its own, from Debian's package, on a free port and a folder of its own. */
export async function startPostgres(): Promise<ThrowAwayStore> {
  const bin = postgresFolder();
  const folder = mkdtempSync(join(tmpdir(), 'depot-postgres-'));
  const data = join(folder, 'data');
  const owner = ownerOf();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const run = {
    ...(owner ?? {}),
    cwd: folder,
    stdio: 'ignore' as const,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'depot', '-A', 'trust', '-E', 'UTF8', '--no-sync'], run);
  const port = await freePort();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'max_connections=300',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], run);
  const ended = new Promise((resolve) => server.on('exit', resolve));
  await ready(() => {
    execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q'], run);
  });
  return {
    url: `postgres://depot@127.0.0.1:${String(port)}/postgres`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function ownerOf(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

function postgresFolder(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const newest = versions.find((version) => existsSync(join(base, version, 'bin', 'initdb')));
  if (newest === undefined) throw new Error('PostgreSQL’s server is not installed (Debian: postgresql).');
  return join(base, newest, 'bin');
}

export async function ready(probe: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      probe();
      return;
    } catch (error) {
      if (tries > 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
