import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../depot/free-port.js';
import { ready } from './postgres.js';
import type { ThrowAwayStore } from './postgres.js';

/** A Redis server of its own, from Debian's package, on a free port. */
export async function startRedis(policy = 'noeviction'): Promise<ThrowAwayStore> {
  const folder = mkdtempSync(join(tmpdir(), 'depot-redis-'));
  const port = String(await freePort());
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', policy];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  await ready(() => {
    execFileSync('redis-cli', ['-p', port, 'ping'], { stdio: 'ignore' });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
