import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const scripts = new URL('../../infra/scripts/', import.meta.url);
const load = async (file: string): Promise<unknown> => import(new URL(file, scripts).href);
const { packAgent } = (await load('agent-package/pack.mjs')) as {
  packAgent(where: { to: string; by: string }): Promise<void>;
};
const { pinned } = (await load('agent-package/pinned.mjs')) as {
  pinned(
    workspaces: readonly string[],
    packages?: Record<string, object>,
  ): { dependencies: Record<string, string>; optionalDependencies: Record<string, string> };
};

const folder = mkdtempSync(join(tmpdir(), 'agent-package-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function packed(name: string): Promise<string> {
  const to = join(folder, `${name}.tgz`);
  await packAgent({ to, by: join(folder, name) });
  return createHash('sha256').update(readFileSync(to)).digest('hex');
}

describe('the agent’s package', () => {
  it('has the same bytes whenever, wherever and with whatever rights it is packed', async () => {
    const before = process.umask(0o077);
    try {
      const first = await packed('first');
      process.umask(0o002);
      expect(await packed('second')).toBe(first);
    } finally {
      process.umask(before);
    }
  });

  it('names what it needs at the versions of the lock file, what is only optional apart', () => {
    const packages = {
      app: { dependencies: { ours: '1', '@depot/lib': '1' }, optionalDependencies: { reader: '^2' } },
      'node_modules/ours': { version: '1.2.3', dependencies: { both: '*', deep: '^1' } },
      'node_modules/ours/node_modules/deep': { version: '1.0.0' },
      'node_modules/deep': { version: '2.0.0' },
      'node_modules/both': { version: '3.1.0' },
      'node_modules/reader': { version: '2.2.0', dependencies: { both: '*', binding: '~4' } },
      'node_modules/binding': { version: '4.0.1' },
    };
    expect(pinned(['app'], packages)).toEqual({
      dependencies: { both: '3.1.0', ours: '1.2.3' },
      optionalDependencies: { binding: '4.0.1', reader: '2.2.0' },
    });
  });
});
