import { bindingNames, deviceErrorAdvice, openPcscReaders } from '@depot/devices';
import type { BindingName, BurnOutcome, PcscReaders } from '@depot/devices';
import { codeAt } from '@depot/totp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { FaultBay } from './fault-bay.js';
import { apdus, expected, faults, firstSentences } from './fault-cases.js';
import type { FaultName } from './fault-cases.js';
import { packagesFor, VirtualPcscd } from './virtual-pcscd.js';

interface Shown {
  readonly outcome: string;
  readonly instruction: string;
  readonly state: string;
}

const linkFaults = (Object.keys(faults) as FaultName[]).filter((name) => name !== 'pcscd killed');
type Table = Map<string, Shown>;
const tables: Record<BindingName, Table> = { 'nfc-pcsc': new Map(), 'pcsc-mini': new Map() };

/** A service of our own, and our readers on it. */
class Desk {
  readonly pcscd: VirtualPcscd;
  readonly readers: PcscReaders;
  #tokens = 0;

  private constructor(pcscd: VirtualPcscd, readers: PcscReaders) {
    this.pcscd = pcscd;
    this.readers = readers;
  }

  static async open(names: readonly string[], binding: BindingName): Promise<Desk> {
    const pcscd = await VirtualPcscd.start(names);
    const environment = { ...process.env, ...pcscd.environment };
    return new Desk(pcscd, await openPcscReaders({ binding, environment, timing: { retryMs: 100 } }));
  }

  bay(at: number): FaultBay {
    const { pcscd, readers } = this;
    this.#tokens += 1;
    const serial = `8659622${String(this.#tokens).padStart(7, '0')}`;
    return new FaultBay({ pcscd, readers, reader: pcscd.list()[at]?.name ?? '' }, serial);
  }

  async close(): Promise<void> {
    await this.readers.close();
    await this.pcscd.stop();
  }
}

/** Notes what happened, compares it with the table, and settles it by the same token and the same seed. */
async function judge(
  bay: FaultBay,
  { name, apdu, outcome, table }: { name: FaultName; apdu: number; outcome: BurnOutcome; table: Table },
): Promise<void> {
  const instruction = outcome.kind === 'burned' ? 'none' : outcome.detail;
  table.set(`${name} at ${apdus[apdu] ?? ''}`, { outcome: outcome.kind, instruction, state: bay.state });
  const { code, ...rest } = expected[name][apdu] ?? {};
  expect({ outcome: outcome.kind, state: bay.state }).toEqual(rest);
  if (outcome.kind !== 'burned') {
    expect(outcome.code).toBe(code);
    expect(outcome.detail).toMatch(firstSentences[name]);
    expect(outcome.detail.endsWith(deviceErrorAdvice[outcome.code])).toBe(true);
  }

  expect(await bay.burnAgain()).toMatchObject({ kind: 'burned', serial: bay.token.serial });
  bay.takeAway();
  bay.token.switchOff();
  bay.token.switchOn();
  const shown = { algorithm: 'SHA256', digits: 6, period: 60 } as const;
  expect(bay.token.display()).toBe(codeAt(bay.order.seed, shown, bay.token.clock()));
}

/** For people: what went wrong, how it ended, what is then on the token, and what is said. */
function printTable(binding: BindingName): void {
  const table = tables[binding];
  const width = Math.max(...[...table.keys()].map((name) => name.length));
  const lines = [...table].map(
    ([name, { outcome, state, instruction }]) =>
      `  ${name.padEnd(width)}  ${outcome.padEnd(9)}  ${state.padEnd(9)}  ${instruction}`,
  );
  process.stdout.write(`\n${binding}\n${lines.sort().join('\n')}\n\n`);
}

// All wait for readers most of the time, so both bindings wait side by side.
describe.concurrent.each(bindingNames)('a burn over real PC/SC by %s', (binding) => {
  const isLeftOut = leftOut(...packagesFor(binding));
  const table = tables[binding];
  // pcsc-mini tells of four readers at most.
  let lines: Desk[] = [];
  let mortal: Desk;

  beforeAll(async () => {
    if (isLeftOut) return;
    const open = (names: readonly string[]): Promise<Desk> => Desk.open(names, binding);
    const names = apdus.map((name) => `At ${name}`);
    lines = await Promise.all([open(names.slice(0, 3)), open(names.slice(3))]);
    mortal = await open(['Mortal']);
  });

  afterAll(async () => {
    if (isLeftOut) return;
    await Promise.all([...lines, mortal].map((desk) => desk.close()));
    printTable(binding);
  });

  it.skipIf(isLeftOut).each(apdus.map((name, apdu) => ({ name, apdu })))(
    'that goes wrong at "$name" says what is certain, and the same token with the same seed settles it',
    async ({ apdu }) => {
      for (const name of linkFaults) {
        const bay = apdu < 3 ? lines[0]!.bay(apdu) : lines[1]!.bay(apdu - 3);
        const outcome = await bay.burnWith(faults[name], apdu + 1);
        await judge(bay, { name, apdu, outcome, table });
      }
    },
  );

  it.skipIf(isLeftOut)('while pcscd is killed says what is certain, and is settled when it is back', async () => {
    for (const apdu of apdus.keys()) {
      const bay = mortal.bay(0);
      let gone: Promise<void> = Promise.resolve();
      const outcome = await bay.burnWith(faults['pcscd killed'], apdu + 1, () => {
        gone = mortal.pcscd.kill();
      });
      await gone;
      await bay.readerGone();
      expect(mortal.readers.trouble()).toMatch(/^The smart-card service is not running: start it /);
      await mortal.pcscd.start();
      await judge(bay, { name: 'pcscd killed', apdu, outcome, table });
    }
  });
});
