import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serviceAnswers } from './service-probe.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => ({ PCSCLITE_CSOCK_NAME: join(folder, name) });

test('a service is there when its socket is answered, and no longer', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  expect(await serviceAnswers(at('socket'), 'linux')).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await serviceAnswers(at('socket'), 'linux')).toBe(false);
});

test('where systems start it themselves it is always there', async () => {
  expect(await serviceAnswers(at('nothing'), 'win32')).toBe(true);
  expect(await serviceAnswers(at('nothing'), 'darwin')).toBe(true);
});
