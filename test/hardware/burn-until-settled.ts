import { burn, burnMolto, isMoltoReader, LinkLost, ReaderTrouble, RecordingCard } from '@depot/devices';
import type { BurnOutcome, Card, CardReaders, DeviceErrorCode, MoltoBurnOutcome } from '@depot/devices';
import type { HardwareOptions } from './options.js';
import { untilToken } from './until-token.js';
import type { Spot } from './until-token.js';

/** What goes into the transcript of one try, unless another token lay there. */
export interface Try {
  readonly reader: string;
  readonly kind: BurnOutcome['kind'];
  readonly transcript: string;
}

export interface BurnTask {
  readonly readers: CardReaders;
  readonly options: HardwareOptions;
  readonly seed: Uint8Array;
  readonly customerKey: Uint8Array | null;
  readonly say: (sentence: string) => void;
  /** For a token to be laid down. */
  readonly patienceMs: number;
}

export interface Settled {
  readonly kind: BurnOutcome['kind'];
  readonly tries: readonly Try[];
}

const mostTries = 5;
/** What its profile is called: a title outlives the seed, and anybody may read it. */
const title = 'depot test';
const now = (): number => Date.now() / 1000;

function fitting({ reader, molto }: HardwareOptions): (name: string) => boolean {
  return (name) => (reader === null ? isMoltoReader(name) === (molto !== null) : name === reader);
}

function burnOn(
  card: Card,
  { options, seed, customerKey }: BurnTask,
  isOurs: boolean,
): Promise<BurnOutcome | MoltoBurnOutcome> {
  const { serial, settings, molto } = options;
  if (molto === null) return burn(card, { serial, seed, settings, now });
  const { profile, overwrite } = molto;
  return burnMolto(card, {
    ...{ serial, seed, profile, customerKey, title, now, triesLeft: null, keyTrial: false },
    settings: { ...settings, digits: 6 },
    // What an earlier try of this run may have written there is ours.
    overwrite: overwrite || isOurs,
  });
}

/** @returns null, with the reason said, where the card could not even be talked to */
async function tryOn({ reader }: Spot, task: BurnTask, isOurs: boolean) {
  let card: Card;
  try {
    card = await task.readers.connect(reader);
  } catch (error) {
    if (!(error instanceof LinkLost || error instanceof ReaderTrouble)) throw error;
    task.say(error.message);
    return null;
  }
  const recording = new RecordingCard(card, () => performance.now());
  try {
    const outcome = await burnOn(recording, task, isOurs);
    return { outcome, transcript: recording.transcript };
  } finally {
    await card.release();
  }
}

/** A customer key is not tried again after these. */
const costsTries: ReadonlySet<DeviceErrorCode> = new Set(['wrong-customer-key', 'few-tries-left', 'locked']);

/** What to do now, once a try left it open whether anything was written. */
const putBack =
  'It is not certain what was written. Put the SAME token back: the same seed is written again, which settles it.';
const again = 'Nothing was written. Lay the token down again, and leave it there.';

/**
 * Burns the token, and where the link was lost waits for it to come back and burns the same seed again. `refused`:
 * nothing was written by any try. `uncertain`: it may have been, and the token did not come back or refused.
 */
export async function burnUntilSettled(task: BurnTask): Promise<Settled> {
  const { readers, options, say, patienceMs } = task;
  const tries: Try[] = [];
  let kind: BurnOutcome['kind'] = 'refused';
  let after = 0;
  for (let left = mostTries; left > 0; left -= 1) {
    const [spot, another] = await untilToken(readers, { fits: fitting(options), after, patienceMs });
    if (spot === undefined) {
      say(readers.trouble() ?? 'No token was laid down.');
      break;
    }
    if (another !== undefined) {
      say(`Something lies on ${spot.reader} and on ${another.reader}. Take one away, or say which by --reader.`);
      break;
    }
    after = spot.presence;
    const tried = await tryOn(spot, task, kind === 'uncertain');
    if (tried === null) continue;
    const { outcome, transcript } = tried;
    const isOther = outcome.kind === 'refused' && outcome.code === 'wrong-token';
    if (!isOther) tries.push({ reader: spot.reader, kind: outcome.kind, transcript });
    if (outcome.kind === 'burned') return { kind: 'burned', tries };
    say(outcome.detail);
    if (outcome.kind === 'uncertain') kind = 'uncertain';
    if (kind === 'refused' && outcome.code !== 'link-lost') break;
    if (costsTries.has(outcome.code)) break;
    say(kind === 'uncertain' ? putBack : again);
  }
  return { kind, tries };
}
