import { toHex } from '../bytes.js';

const hidden = (name: string, length: number): string => ` [${name} ${length}]`;

/** What of a body may not be told, by CLA and INS: the name it goes by, and whether a MAC of 4 bytes ends it. */
const sensitive: ReadonlyMap<string, { readonly name: string; readonly mac: boolean }> = new Map([
  ['84c5', { name: 'seed', mac: true }],
  ['80ce', { name: 'response', mac: false }],
  ['84d7', { name: 'key', mac: true }],
]);

/** Single-profile commands without a secret, by CLA, INS, P1, P2 and Lc, with their whole length in bytes. */
const open: ReadonlyMap<string, number> = new Map([
  ['8041000002', 7],
  ['804b080001', 6],
  ['84d4000017', 28],
]);
const openAnswers: ReadonlySet<string> = new Set(['8041000002', '804b080001']);

const isOpen = (apdu: Uint8Array): boolean => open.get(toHex(apdu.subarray(0, 5))) === apdu.length;

/**
 * The line of a transcript for a command, cut by type. Seeds, answers to a challenge and customer keys are replaced by
 * a mark that keeps their length, and so is the MAC over them: the key of the family is public, so their bytes are the
 * secret itself. A command that is not on the list of those without a secret is cut whole: what we do not know may be
 * a seed.
 */
export function cutCommand(apdu: Uint8Array): string {
  if (isOpen(apdu)) return toHex(apdu);
  const rule = sensitive.get(toHex(apdu.subarray(0, 2)));
  const mac = rule?.mac === true ? 4 : 0;
  if (rule === undefined || apdu.length <= 5 + mac || apdu[4] !== apdu.length - 5) {
    return hidden('unknown', apdu.length).trim();
  }
  const body = hidden(rule.name, apdu.length - 5 - mac);
  return toHex(apdu.subarray(0, 5)) + body + (mac === 0 ? '' : hidden('mac', mac).trim());
}

/** The line for the answer to `apdu`: the status word always, the data only of commands known to answer no secret. */
export function cutAnswer(answer: Uint8Array, apdu: Uint8Array): string {
  const told = isOpen(apdu) && openAnswers.has(toHex(apdu.subarray(0, 5)));
  if (told || answer.length <= 2) return toHex(answer);
  return `${hidden('data', answer.length - 2).trim()} ${toHex(answer.subarray(-2))}`;
}
