import type { StationView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { programs, startProgram, type Program } from '../depot/program.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { pcscPackages, VirtualPcscd } from './virtual-pcscd.js';

describe.skipIf(leftOut(...pcscPackages))('a station with real readers', () => {
  let depot: ThrowAwayDepot;
  let pcscd: VirtualPcscd;
  let agent: Program | null = null;

  beforeAll(async () => {
    [depot, pcscd] = await Promise.all([ThrowAwayDepot.start({ stations: [1] }), VirtualPcscd.start(['Left reader'])]);
  });
  afterAll(async () => {
    await agent?.stop();
    await Promise.all([depot.stop(), pcscd.stop()]);
  });

  async function station(): Promise<StationView | undefined> {
    const [first] = await depot.clients.operator.get<StationView[]>('stations');
    return first;
  }

  test('says why it has none while the service is away, and takes it back', async () => {
    await pcscd.kill();
    const paired = depot.stations[0];
    await paired?.program.stop();
    const folder = paired?.folder ?? '';
    agent = startProgram(programs.agent, ['run', '--folder', folder], {
      ...pcscd.environment,
      DEPOT_LOG_LEVEL: 'info',
    });
    await expect
      .poll(async () => (await station())?.trouble)
      .toMatch(/^The smart-card service is not running: start it/);
    expect((await station())?.readers).toEqual([]);
    await pcscd.start();
    await expect.poll(async () => (await station())?.readers.map(({ name }) => name)).toEqual(['Left reader 00 00']);
    expect((await station())?.trouble).toBeNull();
    expect(agent.output()).toMatch(/"binding":"(nfc-pcsc|pcsc-mini)"/);
  });

  test('refuses to start with a binding that does not exist, in a sentence', async () => {
    const folder = depot.stations[0]?.folder ?? '';
    const refused = startProgram(programs.agent, ['run', '--folder', folder, '--binding', 'pcsclite'], {});
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/^--binding is what reaches real readers: nfc-pcsc or pcsc-mini/);
  });
});
