import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Serial } from '@depot/contracts';
import type { SealedToken } from '@depot/contracts';
import { closingOf } from '../../platform/vault/escrow-window.js';
import { openKeySource } from '../../platform/vault/key-source/open-key-source.js';
import type { KeySource } from '../../platform/vault/key-source/key-source.js';
import { KeyringInFile } from '../../platform/vault/keyring.js';
import { fileBinding } from '../../platform/vault/sealed-files.js';
import { seedBinding } from '../../platform/vault/seed-binding.js';
import { chooseDepot, sourceOptions } from '../audit/choose-depot.js';
import { CommandRefused } from '../command.js';
import type { Command } from '../command.js';
import { tryBoxes, tryStretch } from './box-keys.js';
import type { NamedKey, Opened } from './box-keys.js';
import { boxesInText, findInDump } from './find-in-dump.js';
import { readSealedToken } from './sealed-source.js';
import { concludeFrom, findingText } from './verdict.js';
import type { Finding, Look, Source } from './verdict.js';

/** Ends with 0 where nothing can open the token's seeds, 1 where something can or still could, 2 where it could not be checked. */
export const proveDestroyed: Command = {
  words: ['vault', 'prove'],
  takes: 'SERIAL [--dump FILE-OR-FOLDER …] [--save FILE] [--url ADDRESS] [--ca FILE] [--json]',
  about: 'Tries every key of today’s keyring on what the record, and dumps from before, hold of a token’s seeds.',
  async run(args, { environment, print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dump: { type: 'string', multiple: true, default: [] },
        save: { type: 'string' },
        ...sourceOptions,
        json: { type: 'boolean', default: false },
      },
    });
    const serial = Serial.safeParse(positionals[0] ?? '');
    if (!serial.success || positionals.length !== 1)
      throw new CommandRefused('vault prove wants the serial of one token, as printed on it.');
    const place = await chooseDepot(environment, { url: values.url, ca: values.ca });
    const { token, name } = await readSealedToken(place, serial.data);
    if (token.seeds.length === 0) throw new CommandRefused(`The record knows no seed of token ${serial.data}.`);
    if (values.save !== undefined) saveExport(values.save, token);
    const file = place.config.keyringFile;
    const keys = keysIn(file, await openKeySource(place.config.keySource));
    const sources: Source[] = [lookAtRecord(name, token, keys)];
    for (const dump of values.dump) sources.push(await lookThrough(dump, token, keys));
    const finding: Finding = {
      serial: token.serial,
      at: token.at,
      keyring: file,
      keysTried: keys.length,
      seeds: seedFindings(token, keys),
      sources,
    };
    const conclusion = concludeFrom(finding);
    print(values.json ? JSON.stringify({ conclusion, ...finding }) : findingText(finding));
    const stranger = sources.slice(1).find(({ looks }) => looks.every(({ places }) => places === 0));
    if (stranger !== undefined) {
      throw new CommandRefused(
        `${stranger.name} names no seed of this token: it is older than they are, of another depot, or packed in a way that is not read here.`,
      );
    }
    return conclusion === 'proven' ? 0 : 1;
  },
};

/** Every key that there is. @throws CommandRefused where there is no keyring: one is not made by asking */
function keysIn(file: string, source: KeySource | null): NamedKey[] {
  if (!existsSync(file))
    throw new CommandRefused(
      `The keyring ${file} is not there. Set DEPOT_KEYRING or DEPOT_DATA: without its keys nothing can be tried.`,
    );
  const keyring = KeyringInFile.open(file, source);
  const windows = keyring.windows().flatMap((id) => {
    // While keys are being replaced a window has two.
    return keyring.keysForOpening(id).map((key) => ({ name: `window ${id}`, key }));
  });
  return [...windows, { name: 'fingerprints', key: keyring.fingerprintKey() }];
}

/** What the record itself has: rows, and what destruction left of them. */
function lookAtRecord(name: string, token: SealedToken, keys: readonly NamedKey[]): Source {
  const look = (what: string, id: string, boxes: readonly (string | null)[], bindings: readonly string[]): Look => {
    const there = boxes.flatMap((hex) => (hex === null ? [] : [Buffer.from(hex, 'hex')]));
    const opened = bindings.map((binding) => tryBoxes(there, { binding, keys })).find((each) => each !== null);
    return { what, id, places: 1, opened: opened == null ? [] : [{ where: 'its row', ...opened }] };
  };
  return {
    name,
    looks: [
      ...token.seeds.map((seed) =>
        look('seed', seed.id, [seed.wrappedKey, seed.ciphertext], [seedBinding(seed.id, seed.purpose)]),
      ),
      ...token.files.map((file) => look('seed file', file.id, [file.wrappedKey], [fileBinding(file.id)])),
    ],
  };
}

/** A dump, whatever it is written in. */
async function lookThrough(dump: string, token: SealedToken, keys: readonly NamedKey[]): Promise<Source> {
  const asked = new Map<string, { what: string; binding: string }>();
  for (const { id, purpose } of token.seeds) asked.set(id, { what: 'seed', binding: seedBinding(id, purpose) });
  for (const { id } of token.files) asked.set(id, { what: 'seed file', binding: fileBinding(id) });
  const found = new Map([...asked].map(([id]) => [id, { places: 0, opened: [] as Look['opened'][number][] }]));
  for await (const { id, written, where, after } of findInDump(dump, [...asked.keys()])) {
    const [about, so] = [asked.get(id), found.get(id)];
    if (about === undefined || so === undefined) continue;
    so.places += 1;
    const attempt = { binding: about.binding, keys };
    const opened: Opened | null =
      written === 'text' ? tryBoxes(boxesInText(after), attempt) : tryStretch(after, attempt);
    if (opened !== null) so.opened.push({ where, ...opened });
  }
  const looks = [...found].map(([id, so]) => ({ what: asked.get(id)?.what ?? 'seed', id, ...so }));
  return { name: dump, looks };
}

function seedFindings(token: SealedToken, keys: readonly NamedKey[]): Finding['seeds'] {
  const there = new Set(keys.map(({ name }) => name));
  const holds = new Map(token.windows.map(({ id, holds: many }) => [id, many]));
  return token.seeds.map(({ id, purpose, destroyedAt, window, earlierWindows }) => ({
    id,
    purpose,
    destroyedAt,
    windows: [...new Set([...earlierWindows, window])].map((each) => {
      const isThere = there.has(`window ${each}`);
      const goneBy = isThere && destroyedAt !== null ? goneByAt(each, token.at) : null;
      return { id: each, isThere, holds: holds.get(each) ?? 0, goneBy };
    }),
  }));
}

const hourMs = 3_600_000;

/** The depot looks each hour: first it moves what else a closed window holds, and when it looks again destroys the key; a large window waits for the night. */
function goneByAt(windowId: string, at: string): string | null {
  const closing = closingOf(windowId);
  if (closing === null) return null;
  return new Date(Math.max(closing.getTime(), Date.parse(at)) + 2 * hourMs).toISOString();
}

/** What the record has of the token, to be kept and looked through later. */
function saveExport(file: string, token: SealedToken): void {
  try {
    writeFileSync(file, `${JSON.stringify(token)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CommandRefused(`--save ${file} cannot be written: ${error instanceof Error ? error.message : ''}`);
  }
}
