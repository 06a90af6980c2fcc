import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../depot/free-port.js';
import type { RestartableStore } from './restartable-store.js';
import { ServerProcess } from './server-process.js';

/** A PostgreSQL server of its own, from Debian's package, on a free port and a folder of its own. @param more settings, such as `log_statement=all` */
export async function startPostgres(more: readonly string[] = []): Promise<RestartableStore> {
  const bin = postgresFolder();
  const folder = mkdtempSync(join(tmpdir(), 'depot-postgres-'));
  const data = join(folder, 'data');
  const owner = ownerOf();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const options = {
    ...(owner ?? {}),
    cwd: folder,
    stdio: 'ignore' as const,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
  };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'depot', '-A', 'trust', '-E', 'UTF8', '--no-sync'], options);
  const port = String(await freePort());
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=300', ...more];
  const server = new ServerProcess({
    file: join(bin, 'postgres'),
    args: ['-D', data, '-p', port, ...settings.flatMap((setting) => ['-c', setting])],
    options,
    probe: () => {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', port, '-q'], options);
    },
  });
  await server.start();
  return {
    url: `postgres://depot@127.0.0.1:${port}/postgres`,
    kill: () => server.end('SIGKILL'),
    start: () => server.start(),
    stop: async () => {
      await server.end('SIGINT');
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
