import { randomFillSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openPcscReaders, PcscUnavailable } from '@depot/devices';
import type { PcscReaders } from '@depot/devices';
import { burnUntilSettled } from './burn-until-settled.js';
import type { Settled } from './burn-until-settled.js';
import { readCustomerKey } from './customer-key.js';
import { exitCode } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { Misuse } from './options.js';
import type { HardwareOptions } from './options.js';
import { proveByCode } from './prove-by-code.js';
import type { Typist } from './prove-by-code.js';
import { newFile, saveTranscript, whyNotReplayed } from './transcript-file.js';
import { transcriptHeader } from './transcript-header.js';

const seedBytes = 20;
const patienceMs = 300_000;
const now = (): number => Date.now() / 1000;

/** The readers of this computer. @throws Misuse where the binding that was asked for does not load */
async function open({ binding }: HardwareOptions): Promise<PcscReaders> {
  try {
    return await openPcscReaders({ binding, environment: process.env });
  } catch (error) {
    throw error instanceof PcscUnavailable ? new Misuse(error.message) : error;
  }
}

/** Why nothing can be laid down yet. */
function lacking(readers: PcscReaders, { reader }: HardwareOptions): string | null {
  const names = readers.list().map(({ name }) => name);
  if (reader === null || names.includes(reader)) return readers.trouble();
  return readers.trouble() ?? `There is no reader "${reader}" yet. There are: ${names.join(', ') || 'none'}.`;
}

function beginning({ serial, molto }: HardwareOptions): string {
  const [what, how] =
    molto === null
      ? [`token ${serial}`, 'Switch it on and lay it on the reader, and leave it there.']
      : [`profile ${String(molto.profile)} of Molto2 ${serial}`, 'Plug it in, and leave it there.'];
  return `A random seed will be written to ${what}; what it holds now is gone then. Ctrl-C stops this.\n${how}`;
}

const beforeTheCode = ({ molto }: HardwareOptions): string =>
  molto === null
    ? 'The seed was written. Take the token off the reader, and switch it off and on: until then it shows old codes.'
    : `The seed was written. Choose profile ${String(molto.profile)} on its screen.`;

const ending = ({ serial }: HardwareOptions): string =>
  `Token ${serial} now holds a seed that nobody knows: it was kept in memory only, and is wiped. Burn it anew before use.`;

interface Secrets {
  readonly seed: Uint8Array;
  readonly customerKey: Uint8Array | null;
}

/** Burns, and closes the readers, so that the token may be taken away. */
async function burned(
  options: HardwareOptions,
  secrets: Secrets,
  typist: Typist,
): Promise<Settled & { binding: string }> {
  const readers = await open(options);
  const say = (sentence: string): void => {
    typist.say(sentence);
  };
  try {
    const lack = lacking(readers, options);
    if (lack !== null) say(lack);
    const settled = await burnUntilSettled({ readers, options, ...secrets, say, patienceMs });
    return { ...settled, binding: readers.binding ?? 'none' };
  } finally {
    await readers.close();
  }
}

/** What remains to be done once the burn is settled, by its outcome. */
async function concluded(
  kind: Settled['kind'],
  { options, seed, typist, save }: { options: HardwareOptions; seed: Uint8Array; typist: Typist; save: Save },
): Promise<ExitCode> {
  switch (kind) {
    case 'refused':
      typist.say('Nothing was written to any token.');
      return exitCode.refused;
    case 'uncertain':
      typist.say('It stays uncertain what was written, and the seed is wiped. Burn this token anew before use.');
      return exitCode.unproved;
    case 'burned': {
      typist.say(beforeTheCode(options));
      const drift = await proveByCode(seed, { ...options.settings, digits: 6 }, { typist, now });
      save(drift === null ? 'burned, no code was right' : `burned, its code was right, drift ${String(drift)} s`);
      if (drift === null) typist.say('No code was right, so the burn is not proved.');
      typist.say(ending(options));
      return drift === null ? exitCode.unproved : exitCode.proved;
    }
  }
}

/** Writes the transcript, with this outcome at its head. */
type Save = (outcome: string) => void;

/** The whole test, with somebody at the keyboard. @throws Misuse */
export async function runHardwareTest(options: HardwareOptions, typist: Typist): Promise<ExitCode> {
  const date = new Date();
  const customerKey = readCustomerKey(options.molto?.customerKeyFile ?? null);
  const seed = randomFillSync(new Uint8Array(seedBytes));
  const file = newFile(options.out, date);
  let isKept = false;
  try {
    typist.say(beginning(options));
    const { kind, tries, binding } = await burned(options, { seed, customerKey }, typist);
    const save: Save = (outcome) => {
      const reader = tries.at(-1)?.reader ?? '';
      saveTranscript(file, transcriptHeader({ options, binding, reader, date, outcome }), tries);
    };
    if (tries.length > 0) {
      // Before the code is asked for: whoever gives up there still has it.
      save(kind === 'burned' ? 'burned, no code was compared' : kind);
      isKept = true;
      typist.say(`The transcript is in ${file}, without seed and key, and without the end of the serial.`);
      const why = await whyNotReplayed(tries);
      if (why !== null)
        typist.say(`By it the driver does not do the same: ${why} Send it all the same, with this line.`);
    }
    return await concluded(kind, { options, seed, typist, save });
  } finally {
    seed.fill(0);
    customerKey?.fill(0);
    if (!isKept) rmSync(file, { force: true });
  }
}
