import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { inRepository, settingNames, textOf } from './repository.js';

const units = ['token-depot.service', 'token-depot-worker.service', 'token-depot-agent.service'] as const;
const folder = mkdtempSync(join(tmpdir(), 'units-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What systemd says of a unit; nothing, where it is in order. */
function verify(unit: string, text: string): string {
  const path = join(folder, unit);
  // Node stands elsewhere on many machines, and systemd looks whether it is there.
  writeFileSync(
    path,
    text.replace(/^ExecStart=(\/usr\/bin\/node|token-depot-agent)/m, `ExecStart=${process.execPath}`),
  );
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
  return stderr
    .split('\n')
    .filter((line) => line.includes('token-depot'))
    .join('\n');
}

function values(unit: string, directive: string): string[] {
  return [...textOf(`infra/systemd/${unit}`).matchAll(new RegExp(`^${directive}=(.*)$`, 'gm'))].map(
    ([, value]) => value ?? '',
  );
}

describe('the systemd units', () => {
  it.skipIf(leftOut('systemd')).each(units)('%s is understood by systemd, to the last line', (unit) => {
    const text = textOf(`infra/systemd/${unit}`);
    expect(verify(unit, text)).toBe('');
    expect(verify(unit, text.replace('Restart=', 'Restrat='))).toMatch(/Restrat/);
    expect(verify(unit, text.replace('RestartSec=2', 'RestartSec=soon'))).toMatch(/soon/);
  });

  it.skipIf(leftOut('systemd')).each(units)('%s is shut in, by systemd’s own measure', (unit) => {
    const args = ['security', '--offline=true', '--threshold=20', join(folder, unit)];
    writeFileSync(join(folder, unit), textOf(`infra/systemd/${unit}`));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(status, stdout.split('\n').slice(-3).join('\n') + stderr).toBe(0);
  });

  it.each(units)('%s runs a program that is built, as a user of its own, and starts it again', (unit) => {
    const [start = ''] = values(unit, 'ExecStart');
    const [name, first = ''] = start.split(' ');
    const program = name === 'token-depot-agent' ? 'apps/kiosk-agent/dist/main.js' : first;
    expect(existsSync(inRepository(program)), program).toBe(true);
    expect(values(unit, 'Restart')).toEqual(['on-failure']);
    expect(values(unit, 'User')[0]).toMatch(/^token-depot/);
    expect(values(unit, 'NoNewPrivileges')).toEqual(['yes']);
    // The engine writes code as it runs.
    expect(values(unit, 'MemoryDenyWriteExecute')).toEqual([]);
  });

  it.each(units)('%s sets only what its program reads, and no secret', async (unit) => {
    const known = [...(await settingNames()), 'NODE_ENV'];
    for (const setting of values(unit, 'Environment')) {
      const [name = '', value = ''] = setting.split('=');
      expect(known).toContain(name);
      expect(value).not.toMatch(/:\/\//);
    }
  });

  it('let the agent reach pcscd’s socket, and keep its folder where the agent looks for it', () => {
    const agent = units[2];
    expect(values(agent, 'RestrictAddressFamilies')[0]?.split(' ')).toContain('AF_UNIX');
    expect(values(agent, 'Wants')[0]).toContain('pcscd.socket');
    expect(values(agent, 'ExecStart')).toEqual(['token-depot-agent run']);
    expect(values(agent, 'StateDirectory')).toEqual(['token-depot-agent']);
    // It would hide /run, or the user that pcscd asks the kernel for.
    for (const directive of [
      'InaccessiblePaths',
      'TemporaryFileSystem',
      'RootDirectory',
      'PrivateUsers',
      'DynamicUser',
    ])
      expect(values(agent, directive)).toEqual([]);
  });

  it('share roles between the API and the worker', () => {
    expect(values(units[0], 'Environment')).toContain('DEPOT_ROLES=http,worker');
    expect(values(units[1], 'Environment')).toContain('DEPOT_ROLES=worker');
  });
});
