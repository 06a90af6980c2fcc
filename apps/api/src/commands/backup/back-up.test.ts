import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { ClientRequest, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backUp } from './back-up.js';

const begun = 'http.client.request.start';

it('waits for a running depot to make the backup for as long as that takes, and for nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'back-up-'));
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('set-cookie', 'sample=1; Path=/');
    response.end(request.url === '/api/backup' ? 'sealed' : '{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // What it gives up at: Node keeps it beside the request, and nobody has to wait for it here.
  const limits: string[] = [];
  const see = (message: unknown): void => {
    const { request } = message as { request: unknown };
    if (!(request instanceof ClientRequest)) return;
    limits.push(`${request.method} ${request.path} ${String((request as { timeout?: number }).timeout ?? 'none')}`);
  };
  subscribe(begun, see);
  try {
    const file = join(folder, 'record.pgp');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const environment = {
      DEPOT_DATA: join(folder, 'data'),
      DEPOT_ADMIN_NAME: 'admin',
      DEPOT_ADMIN_PASSWORD: 'sample',
      DEPOT_BACKUP_PASS_PHRASE: 'correct horse battery staple',
    };
    const args = [file, '--reason', 'nightly', '--url', url];
    expect(await backUp.run(args, { environment, print: () => undefined })).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('sealed');
    expect(limits).toEqual([
      'GET /api/health/live 60000',
      'POST /api/session 60000',
      'POST /api/backup none',
      'DELETE /api/session 60000',
    ]);
  } finally {
    unsubscribe(begun, see);
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
