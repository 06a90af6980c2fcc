import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bindingNames, repeatableBytes, VirtualToken } from '@depot/devices';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { programs } from '../depot/program.js';
import { pcscPackages, VirtualPcscd } from './virtual-pcscd.js';

const run = promisify(execFile);
const [left, right] = ['Left reader', 'Right reader'];
const serial = '86596221234567';

describe.skipIf(leftOut(...pcscPackages, 'libpcsclite-dev'))('a kiosk’s readers, before it is paired', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-readers-'));
  const token = new VirtualToken({ serial }, { now: () => Date.now() / 1000, random: repeatableBytes(serial) });
  let pcscd: VirtualPcscd;

  beforeAll(async () => {
    pcscd = await VirtualPcscd.start([left, right]);
    token.switchOn();
    pcscd.place(left, token);
    await pcscd.settled(left);
  });
  afterAll(async () => {
    await pcscd.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function said(...args: string[]): Promise<string[]> {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...pcscd.environment };
    const { stdout } = await run(process.execPath, [programs.agent, ...args, '--folder', folder], { env });
    return stdout.trim().split('\n');
  }

  it.each(bindingNames)('are listed with what lies on them, over %s', async (binding) => {
    const [how, ...lines] = await said('readers', '--binding', binding);
    expect(how).toBe(`Readers are reached by: ${binding}`);
    expect(lines.sort()).toEqual([`${left} 00 00: OTPC-P2-i, serial ${serial}`, `${right} 00 00: nothing lies on it`]);
  });

  it('are named by the self-test, which writes to none of them', async () => {
    const before = token.snapshot();
    const line = (await said('self-test')).find((one) => one.includes('Readers'));
    expect(line).toMatch(/^ok +Readers, reached by (nfc-pcsc|pcsc-mini): .*Left reader 00 00/);
    expect(token.snapshot()).toEqual(before);
  });

  it('are missed with the reason and what to do, where the service is away', async () => {
    await pcscd.kill();
    try {
      expect((await said('readers'))[1]).toMatch(/^The smart-card service is not running: start it/);
      const line = (await said('self-test')).find((one) => one.includes('Readers'));
      expect(line).toMatch(/^note +Readers, .*The smart-card service is not running: start it/);
    } finally {
      await pcscd.start();
    }
  });
});
