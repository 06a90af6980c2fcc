import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindingNames, ForeignCard, replayBurns, VirtualMolto, VirtualToken } from '@depot/devices';
import type { FieldDevice } from '@depot/devices';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesFor, pcscPackages, VirtualPcscd } from '../pcsc/virtual-pcscd.js';
import { HardwareRun } from './hardware-run.js';

const [desk, molto] = ['Desk reader (5369183623)', 'TOKEN2 Molto2'];
const serial = '86596221234567';
const moltoSerial = '10004242';
const now = (): number => Date.now() / 1000;
const seedIn = ({ seed }: { readonly seed: string }): Buffer => Buffer.from(seed, 'hex');

const newToken = (): VirtualToken => {
  const token = new VirtualToken({ serial, seed: 'aa'.repeat(20) }, { now, random: randomBytes });
  token.switchOn();
  return token;
};

/** Of which the customer key was changed. */
const newMolto = (customerKey: string): VirtualMolto => {
  const key = createHash('sha1').update(customerKey).digest('hex').slice(0, 32);
  const device = new VirtualMolto({ serial: moltoSerial, key }, { now, random: randomBytes });
  device.plugIn();
  return device;
};

const bindings = bindingNames.filter((name) => !leftOut(...packagesFor(name)));

/** Six digits that differ from these. */
const otherCode = (code: string | null): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe.skipIf(leftOut(...pcscPackages))('npm run test:hardware', () => {
  const folders: string[] = [];
  const runs: HardwareRun[] = [];
  let pcscd: VirtualPcscd;
  let folder: string;

  beforeAll(async () => {
    pcscd = await VirtualPcscd.start([desk, molto]);
  });
  afterAll(async () => {
    await pcscd.stop();
    for (const one of folders) rmSync(one, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.kill();
      await run.ended;
    }
    for (const name of [desk, molto]) pcscd.remove(name);
  });

  function start(...args: string[]): HardwareRun {
    folder = mkdtempSync(join(tmpdir(), 'hardware-test-'));
    folders.push(folder);
    const run = new HardwareRun(args, { folder, environment: pcscd.environment });
    runs.push(run);
    return run;
  }

  async function lay(reader: string, device: FieldDevice): Promise<void> {
    pcscd.place(reader, device);
    await pcscd.settled(reader);
  }

  /** The only file it left. */
  function transcript(): string {
    const [name, ...rest] = readdirSync(folder).filter((one) => one.endsWith('.txt'));
    expect(rest).toEqual([]);
    return readFileSync(join(folder, name ?? ''), 'utf8');
  }

  /** Neither on the screen nor in the file. */
  function expectSecret(run: HardwareRun, ...secrets: Uint8Array[]): void {
    const texts = [
      run.printed,
      ...readdirSync(folder)
        .filter((one) => one.endsWith('.txt'))
        .map(() => transcript()),
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(0);
      for (const encoding of ['hex', 'base64', 'latin1'] as const) {
        const part = Buffer.from(secret).toString(encoding).slice(0, 8).toLowerCase();
        for (const text of texts) expect(text.toLowerCase()).not.toContain(part);
      }
    }
  }

  test.each(bindings)(
    'burns, asks for the code until it is right, and leaves a transcript, over %s',
    async (binding) => {
      const token = newToken();
      await lay(desk, token);
      const run = start('--serial', '8659 6221 234567', '--binding', binding);
      await run.says(/switch it off and on/);
      pcscd.remove(desk);
      token.switchOff();
      token.switchOn();
      // A step and a half, so that it is one or two ahead wherever in a step it is read, and a little later too.
      token.clockErrorSeconds += 45;
      run.type('12345');
      await run.says(/not six digits/);
      run.type(otherCode(token.display()));
      await run.says(/no code of the new seed/);
      run.type(token.display() ?? '');
      expect(await run.ended).toBe(0);
      expect(run.printed).toMatch(/The code is right\. Drift (30|60) s: its clock is about (30|60) s ahead of/);
      expect(run.printed).toMatch(/now holds a seed that nobody knows/);
      expect(token.snapshot().seed).not.toBe('aa'.repeat(20));
      expectSecret(run, seedIn(token.snapshot()));

      const text = transcript();
      expect(text).toMatch(/^# Token Depot \d+\.\d+\.\d+, hardware test, \d{4}-\d\d-\d\d\n/);
      expect(text).toContain('# Token: OTPC-P2-i, serial 86596220000000 (zeros for its end)\n');
      expect(text).toMatch(/^# Reader: Desk reader \(serial cut\) 00 00$/m);
      expect(text).toMatch(new RegExp(`^# PC/SC: ${binding}, `, 'm'));
      expect(text).toMatch(/^# Node\.js \d+\.\d+\.\d+, /m);
      expect(text).toMatch(/^# Outcome: burned, its code was right, drift (30|60) s$/m);
      expect(text).not.toContain('1234567');
      expect(text).not.toContain(Buffer.from('1234567').toString('hex'));
      expect(text.match(/^# \d+\.\d ms$/gm)).toHaveLength(5);
      expect(await replayBurns(text)).toMatchObject([{ kind: 'burned', serial: '86596220000000' }]);
    },
  );

  test('is settled by the same token put back, when it is pulled in the middle', async () => {
    const token = newToken();
    token.faults.arm({ fault: { kind: 'eject', heard: true }, apdu: 4 });
    await lay(desk, token);
    const run = start('--serial', serial, '--algorithm', 'SHA256', '--period', '60');
    await run.says(/Put the SAME token back/);
    const other = new VirtualToken({ serial: '86596229999999' }, { now, random: randomBytes });
    other.switchOn();
    const before = JSON.stringify(other.snapshot());
    await lay(desk, other);
    await run.says(/Token 86596229999999 is on the reader/);
    pcscd.remove(desk);
    await lay(desk, token);
    await run.says(/switch it off and on/);
    pcscd.remove(desk);
    token.switchOff();
    token.switchOn();
    run.type(token.display() ?? '');
    expect(await run.ended).toBe(0);
    expect(JSON.stringify(other.snapshot())).toBe(before);
    const text = transcript();
    expect(text).not.toContain('9999999');
    expect(text).toMatch(/<= \[lost (removed|short-answer|reader-lost)\]/);
    expect((await replayBurns(text)).map(({ kind }) => kind)).toEqual(['uncertain', 'burned']);
    expectSecret(run, seedIn(token.snapshot()));
  });

  test('ends with 3, and the transcript stays, when nobody types a right code', async () => {
    const token = newToken();
    await lay(desk, token);
    const run = start('--serial', serial, '--out', 'mine.txt');
    await run.says(/switch it off and on/);
    run.type('');
    expect(await run.ended).toBe(3);
    expect(transcript()).toContain('# Outcome: burned, no code was right\n');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  test('refuses what is not enough or not understood, says what to do, and touches no reader', async () => {
    const token = newToken();
    const heard: Uint8Array[] = [];
    await lay(desk, Object.assign(token, { hear: (apdu: Uint8Array) => (heard.push(apdu), { kind: 'mute' }) }));
    const all = ['--serial', serial];
    const refused: readonly (readonly [RegExp, ...string[]])[] = [
      [/^Which token may lose its seed\?[^]*type --serial/],
      [/^Which token may lose its seed\?/, '--serial', ''],
      [/all OTPC-P2-i begin\. Type the whole serial of one token/, '--serial', '8659622'],
      [/say which profile by --molto-profile/, ...all, '--overwrite'],
      [/^npm run test:hardware -- --serial SERIAL/, ...all, '--force'],
      [/^--period is 30 or 60/, ...all, '--period', '45'],
      [/^--customer-key-file cannot be read/, ...all, '--molto-profile', '1', '--customer-key-file', 'no-such-file'],
    ];
    await Promise.all(
      refused.map(async ([sentence, ...args]) => {
        const run = start(...args);
        const { folder: itsFolder } = run;
        expect(await run.ended, run.printed).toBe(2);
        expect(run.printed).toMatch(sentence);
        expect(readdirSync(itsFolder)).toEqual([]);
      }),
    );
    expect(heard).toEqual([]);
  });

  test('refuses another token by its name, and one whose serial only begins so, and writes nothing', async () => {
    const token = newToken();
    const before = JSON.stringify(token.snapshot());
    await lay(desk, token);
    for (const typed of ['86596227654321', serial.slice(0, -1)]) {
      const run = start('--serial', typed);
      expect(await run.ended).toBe(1);
      expect(run.printed).toContain(`Token ${serial} is on the reader, the burn is for ${typed}.`);
      expect(run.printed).toContain('Nothing was written to any token.');
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(JSON.stringify(token.snapshot())).toBe(before);
  });

  test('names a FIDO key, whose transcript is one that replays', async () => {
    await lay(desk, new ForeignCard('fido-key'));
    const run = start('--serial', serial);
    expect(await run.ended).toBe(1);
    expect(run.printed).toContain('A FIDO security key lies on the reader.');
    expect(await replayBurns(transcript())).toMatchObject([{ kind: 'refused', code: 'fido-key' }]);
  });

  test('writes over no file', async () => {
    const file = fileURLToPath(import.meta.url);
    const before = readFileSync(file, 'utf8');
    const run = start('--serial', serial, '--out', file);
    expect(await run.ended).toBe(2);
    expect(run.printed).toMatch(/is there already, and stays as it is/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('burns a profile of a Molto2 by its own customer key, and neither an occupied one untold nor by another key', async () => {
    const key = 'a key of the depot';
    const keyFile = join(mkdtempSync(join(tmpdir(), 'hardware-key-')), 'key');
    folders.push(dirname(keyFile));
    writeFileSync(keyFile, `${key}\n`);
    const device = newMolto(key);
    await lay(molto, device);
    const args = ['--serial', moltoSerial, '--molto-profile', '42'];
    const first = start(...args, '--customer-key-file', keyFile);
    await first.says(/Choose profile 42 on its screen/);
    first.type(device.display(42) ?? '');
    expect(await first.ended).toBe(0);
    const seed = device.snapshot().profiles['42']?.seed ?? '';
    expectSecret(first, Buffer.from(seed, 'hex'), Buffer.from(key));
    expect(transcript()).toContain('# Token: Molto2, profile 42, serial 10000000 (zeros for its end)\n');
    expect(await replayBurns(transcript())).toMatchObject([{ kind: 'burned', serial: '10000000', profile: 42 }]);

    const second = start(...args, '--customer-key-file', keyFile);
    expect(await second.ended).toBe(1);
    expect(second.printed).toContain('Profile 42 of Molto2 10004242 holds a seed already.');

    const byVendorsKey = start(...args, '--overwrite');
    expect(await byVendorsKey.ended).toBe(1);
    expect(byVendorsKey.printed).toMatch(/The Molto2 has another customer key\. It can be tried \d+ times more/);
    expect(transcript()).toMatch(/^<= 63c\d$/m);
    expect(device.snapshot().profiles['42']?.seed).toBe(seed);
  });
});
