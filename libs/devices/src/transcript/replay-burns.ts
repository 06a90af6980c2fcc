import { fromHex } from '../bytes.js';
import { algorithmBytes, displayBytes, periodBytes } from '../setting-bytes.js';
import { readInfo } from '../token-info.js';
import { burnMolto, type MoltoBurnOutcome } from '../molto2/burn.js';
import type { MoltoSettings } from '../molto2/settings.js';
import { burn } from '../token2-single/burn.js';
import type { BurnOutcome } from '../token2-single/burn-outcome.js';
import { readTranscript, type TranscriptExchange } from './read-transcript.js';
import { ReplayCard } from './replay-card.js';

/** What a transcript tells of the order that was burned; what it does not tell is whatever fits. */
interface ToldOrder {
  readonly serial: string;
  readonly profile: number;
  readonly settings: MoltoSettings;
  readonly title: string | null;
  readonly seed: Uint8Array;
  readonly now: () => number;
}

const info = /^8041000000$|^80410000020211$/;
const configure = /^84d4000017|^84d401..1a/;
const moltoCommand = /^8041000000$|^804100..0170$/;
const usual: MoltoSettings = { algorithm: 'SHA1', period: 30, displaySeconds: 30, digits: 6 };

/** The setting that goes by this byte; the driver refuses what is none. */
function settingOf(bytes: ReadonlyMap<unknown, number>, byte: number | undefined): unknown {
  return [...bytes].find(([, value]) => value === byte)?.[0];
}

function settingsIn(command: string): MoltoSettings {
  const body = fromHex(command.replace(/ .*/, '')).subarray(5);
  const isMolto = command.startsWith('84d401');
  return {
    displaySeconds: settingOf(displayBytes, body[4]) as MoltoSettings['displaySeconds'],
    algorithm: settingOf(algorithmBytes, body[15]) as MoltoSettings['algorithm'],
    digits: (isMolto ? body[18] : 6) as MoltoSettings['digits'],
    period: settingOf(periodBytes, body[isMolto ? 21 : 18]) as MoltoSettings['period'],
  };
}

const clockIn = (command: string): number => new DataView(fromHex(command.slice(24, 32)).buffer).getUint32(0);

function serialOf({ answer }: TranscriptExchange): string | null {
  try {
    return readInfo(answer().subarray(0, -2), /^[0-9A-Z]+$/).serial;
  } catch {
    return null;
  }
}

/** The serial of the first description that something followed: where nothing did, the token was not the right one. */
function serialIn(exchanges: readonly TranscriptExchange[]): string {
  const described = exchanges.find((one, at) => {
    return info.test(one.command) && at + 1 < exchanges.length && serialOf(one) !== null;
  });
  return (described && serialOf(described)) ?? '';
}

function orderIn(exchanges: readonly TranscriptExchange[]): ToldOrder {
  const commands = exchanges.map(({ command }) => command);
  const clocks = commands.filter((command) => configure.test(command)).map(clockIn);
  const configured = commands.find((command) => configure.test(command));
  const seedLine = commands.find((command) => command.startsWith('84c5'));
  const profile = commands.find((command) => /^804100..0170$/.test(command))?.slice(6, 8) ?? '00';
  // Whatever is one byte shorter than the blocks of its command fills them: padding is at least one byte.
  const blocks = seedLine === undefined ? 32 : Number.parseInt(seedLine.slice(8, 10), 16) - 4;
  return {
    serial: serialIn(exchanges),
    profile: Number.parseInt(profile, 16),
    settings: configured === undefined ? usual : settingsIn(configured),
    title: commands.some((command) => command.startsWith('84d5')) ? 'x' : null,
    seed: new Uint8Array(blocks - 1),
    now: () => clocks.shift() ?? 0,
  };
}

/**
 * Has the driver burn what a transcript says, as often as it says: once for each time the link was lost, and once more.
 * The answers are the transcript's; customer key, title and seed are not in it and do not matter.
 *
 * @returns the outcomes, in order
 * @throws TranscriptMismatch with the line where the driver would have sent something else, or nothing
 */
export async function replayBurns(transcript: string): Promise<(BurnOutcome | MoltoBurnOutcome)[]> {
  const exchanges = readTranscript(transcript);
  const card = new ReplayCard(transcript);
  const order = orderIn(exchanges);
  const isMolto = exchanges.some(({ command }) => moltoCommand.test(command));
  const overwrite = exchanges.some(({ command }) => command.startsWith('804b'));
  const keys = { customerKey: null, triesLeft: null, keyTrial: false };
  const outcomes: (BurnOutcome | MoltoBurnOutcome)[] = [];
  do {
    outcomes.push(await (isMolto ? burnMolto(card, { ...order, ...keys, overwrite }) : burn(card, order)));
  } while (!card.isOver && outcomes.length <= exchanges.length);
  card.finish();
  return outcomes;
}
