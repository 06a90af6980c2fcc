import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { replayBurns, TranscriptMismatch } from '@depot/devices';
import { Misuse } from './options.js';
import type { Try } from './burn-until-settled.js';

/** A file that is not there yet. @throws Misuse */
export function newFile(out: string | null, date: Date): string {
  const name = out ?? `transcript-${date.toISOString().slice(0, 19).replaceAll(':', '')}.txt`;
  const file = resolve(name);
  if (existsSync(file)) throw new Misuse(`${name} is there already, and stays as it is. Name a new file by --out.`);
  try {
    closeSync(openSync(file, 'wx'));
  } catch {
    throw new Misuse(`${name} cannot be written here. Name another file by --out.`);
  }
  return file;
}

/** All tries in one, as it is replayed. */
function joinedTries(tries: readonly Try[]): string {
  return tries.map(({ transcript }, at) => `\n# Try ${String(at + 1)}\n${transcript}`).join('');
}

export function saveTranscript(file: string, header: string, tries: readonly Try[]): void {
  writeFileSync(file, header + joinedTries(tries));
}

/** Why the driver does not do the same again by the transcript alone; null when it does. */
export async function whyNotReplayed(tries: readonly Try[]): Promise<string | null> {
  try {
    const kinds = (await replayBurns(joinedTries(tries))).map(({ kind }) => kind);
    const isSame = kinds.join() === tries.map(({ kind }) => kind).join();
    return isSame ? null : `Replayed it comes to ${kinds.join(', ')}.`;
  } catch (error) {
    if (!(error instanceof TranscriptMismatch)) throw error;
    return error.message;
  }
}
