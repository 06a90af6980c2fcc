import { parseArgs } from 'node:util';
import { bindingNames, singleModels } from '@depot/devices';
import type { BindingName, SingleSettings } from '@depot/devices';

export interface HardwareOptions {
  readonly serial: string;
  /** Null for a token of one profile. */
  readonly molto: MoltoChoice | null;
  readonly settings: SingleSettings;
  /** As PC/SC names it; null for the only one with something on it. */
  readonly reader: string | null;
  readonly binding: BindingName | undefined;
  /** Where the transcript goes; null for a new name in the folder where the command was typed. */
  readonly out: string | null;
}

export interface MoltoChoice {
  readonly profile: number;
  readonly overwrite: boolean;
  readonly customerKeyFile: string | null;
}

/** What was typed is not enough, or not understood. The message says what to type. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

export const usage = `npm run test:hardware -- --serial SERIAL [options]

  --serial SERIAL          the whole serial of a token that may lose what it holds
  --molto-profile N        the token is a Molto2; this profile of it, from 0
  --overwrite              that profile may be in use, and lose its seed
  --customer-key-file F    holds the customer key of that Molto2, where it is not the vendor's
  --algorithm SHA1|SHA256  SHA1 by default
  --period 30|60           seconds; 30 by default
  --reader NAME            where something lies on several; \`npm run agent -- readers\` lists them
  --binding NAME           ${bindingNames.join(' or ')}; the best that loads by default
  --out FILE               of the transcript, a new one

It ends with 0 when the token's own code proved the burn, 1 when nothing was written to any token, 2 when what was
typed is not enough, 3 when the token was written to, or may have been, and no code proved it.`;

const withoutSerial = `Which token may lose its seed? This test writes a random seed to it, for good, and what it holds now is gone.
So it starts only with the token's whole serial typed out: take a token that nobody uses, and type --serial and what
stands on its back.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

function parsed(args: readonly string[]) {
  const options = {
    ...{ serial: text, 'molto-profile': text, 'customer-key-file': text, algorithm: text, period: text },
    ...{ reader: text, binding: text, out: text, overwrite: flag },
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new Misuse(usage);
  }
}

function oneOf<Value extends string>(name: string, given: string, values: readonly Value[]): Value {
  const value = values.find((one) => one === given);
  if (value === undefined) throw new Misuse(`--${name} is ${values.join(' or ')}.`);
  return value;
}

function wholeSerial(given: string | undefined): string {
  const serial = given?.replaceAll(/[\s-]/g, '').toUpperCase() ?? '';
  if (serial === '') throw new Misuse(withoutSerial);
  if (!/^[0-9A-Z]{4,24}$/.test(serial)) throw new Misuse('--serial is what stands on the back of the token.');
  const beginning = singleModels.find(({ serialPrefix }) => serialPrefix.startsWith(serial));
  if (beginning !== undefined) {
    throw new Misuse(
      `${serial} is how the serials of all ${beginning.name} begin. Type the whole serial of one token.`,
    );
  }
  return serial;
}

/** @throws Misuse */
export function readOptions(args: readonly string[]): HardwareOptions {
  const given = parsed(args);
  const serial = wholeSerial(given.serial);
  const profile = given['molto-profile'];
  const customerKeyFile = given['customer-key-file'] ?? null;
  if (profile === undefined && (given.overwrite || customerKeyFile !== null)) {
    throw new Misuse('--overwrite and --customer-key-file are for a Molto2: say which profile by --molto-profile.');
  }
  if (profile !== undefined && !/^\d{1,2}$/.test(profile))
    throw new Misuse('--molto-profile is a number from 0 to 99.');
  const period = oneOf('period', given.period ?? '30', ['30', '60']);
  return {
    serial,
    molto: profile === undefined ? null : { profile: Number(profile), overwrite: given.overwrite, customerKeyFile },
    settings: {
      algorithm: oneOf('algorithm', given.algorithm ?? 'SHA1', ['SHA1', 'SHA256']),
      period: period === '30' ? 30 : 60,
      displaySeconds: 30,
    },
    reader: given.reader ?? null,
    binding: given.binding === undefined ? undefined : oneOf('binding', given.binding, bindingNames),
    out: given.out ?? null,
  };
}
