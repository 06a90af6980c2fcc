import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Head } from '../../audit/export/export-line.js';
import { readLines } from '../../audit/export/read-lines.js';
import { checkChain } from '../../audit/verify/check-chain.js';
import type { Verdict } from '../../audit/verify/check-chain.js';
import { isGenuine, readAnchor } from '../../audit/anchor/signed-anchor.js';
import { CommandRefused } from '../command.js';
import type { Command } from '../command.js';
import { sourceOptions } from './choose-depot.js';
import { chooseSource } from './choose-source.js';
import type { AskedSource } from './choose-depot.js';
import { verdictText } from './verdict-text.js';

/** Ends with 0 for a whole record, 1 for a broken one, 2 where it could not be checked. */
export const verifyRecord: Command = {
  words: ['audit', 'verify'],
  takes: '[--export FILE] [--head SEQ:HASH | --anchor FILE --anchor-key KEY] [--url ADDRESS] [--ca FILE] [--json]',
  about: 'Checks the record of a depot, or an export alone, and names the first row that was tampered with.',
  async run(args, { environment, print }) {
    const { values } = parseArgs({
      args: withKey(args),
      options: {
        export: { type: 'string' },
        head: { type: 'string' },
        anchor: { type: 'string' },
        'anchor-key': { type: 'string' },
        ...sourceOptions,
        json: { type: 'boolean', default: false },
      },
    });
    const head = chooseHead(values);
    const { verdict, name } =
      values.export === undefined
        ? await checkDepot(environment, { url: values.url, ca: values.ca, head })
        : await checkFile(values.export, head);
    print(values.json ? JSON.stringify({ record: name, ...verdict }) : verdictText(verdict, name));
    return verdict.whole ? 0 : 1;
  },
};

/** A key in base64url may begin with a hyphen, and `parseArgs` would take it for another option. */
function withKey(args: readonly string[]): string[] {
  const at = args.indexOf('--anchor-key');
  const key = args[at + 1];
  if (at === -1 || key === undefined || !/^-[\w-]{42}$/.test(key)) return [...args];
  return [...args.slice(0, at), `--anchor-key=${key}`, ...args.slice(at + 2)];
}

interface Checked {
  readonly verdict: Verdict;
  readonly name: string;
}

async function checkFile(file: string, head: Head | undefined): Promise<Checked> {
  try {
    return { verdict: await checkChain(readLines(createReadStream(file)), { head }), name: file };
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new CommandRefused(`${file} cannot be read: ${error.message}`);
    throw error;
  }
}

async function checkDepot(
  environment: Readonly<Record<string, string | undefined>>,
  asked: AskedSource & { head: Head | undefined },
): Promise<Checked> {
  const source = await chooseSource(environment, asked);
  try {
    const verdict = await source.read('audit verify', (lines) => checkChain(lines, { head: asked.head }));
    return { verdict, name: source.name };
  } finally {
    await source.close();
  }
}

function chooseHead(given: { head?: string; anchor?: string; 'anchor-key'?: string }): Head | undefined {
  const { head, anchor, 'anchor-key': key } = given;
  if (anchor === undefined && key === undefined) return head === undefined ? undefined : readHeadOption(head);
  if (head !== undefined) throw new CommandRefused('Give --head or --anchor: both say where the chain stood.');
  if (anchor === undefined || key === undefined) {
    throw new CommandRefused(
      '--anchor FILE and --anchor-key KEY go together: an anchor proves something to whoever kept the key elsewhere. The depot shows it under Settings.',
    );
  }
  return headOfAnchor(anchor, key.trim());
}

function headOfAnchor(file: string, key: string): Head {
  const anchor = readAnchor(readText(file));
  if (anchor === null) throw new CommandRefused(`${file} is not an anchor of a depot's record.`);
  if (anchor.key !== key) throw new CommandRefused(`${file} was signed with another key than --anchor-key.`);
  if (!isGenuine(anchor)) throw new CommandRefused(`${file} was changed after it was signed.`);
  return { seq: anchor.seq, hash: anchor.hash };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandRefused(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}

function readHeadOption(text: string): Head {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  if (seq === undefined || hash === undefined)
    throw new CommandRefused('--head takes what an earlier check printed: a row’s number, a colon, 64 hex digits.');
  return { seq: Number(seq), hash: hash.toLowerCase() };
}
