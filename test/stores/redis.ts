import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../depot/free-port.js';
import type { RestartableStore } from './restartable-store.js';
import { ServerProcess } from './server-process.js';

export interface RedisStore extends RestartableStore {
  /** FLUSHALL. */
  empty(): void;
}

/** A Redis server of its own, from Debian's package, on a free port; append-only, as it should be in real work. */
export async function startRedis(policy = 'noeviction'): Promise<RedisStore> {
  const folder = mkdtempSync(join(tmpdir(), 'depot-redis-'));
  const port = String(await freePort());
  const settings = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const ask = (word: string): void => {
    execFileSync('redis-cli', ['-p', port, word], { stdio: 'ignore' });
  };
  const server = new ServerProcess({
    file: 'redis-server',
    args: ['--port', port, ...settings, '--maxmemory-policy', policy],
    options: { stdio: 'ignore' },
    probe: () => {
      ask('ping');
    },
  });
  await server.start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.end('SIGKILL'),
    start: () => server.start(),
    empty: () => {
      ask('flushall');
    },
    stop: async () => {
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
