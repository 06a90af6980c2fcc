import { toHex } from '../bytes.js';

/** The mark in place of what may not be told; it keeps the length in bytes. */
export const cutMark = (name: string, length: number): string => `[${name} ${length}]`;

const profile = '(?:[0-5][0-9a-f]|6[0-3])';
const macLength = 4;
const macDigits = macLength * 2;

/**
 * Commands without a secret, in hexadecimal; `.` is a digit that varies: settings, time, profile. Of single-profile
 * tokens the MAC over their settings is told as well, since the key of that family is public.
 */
const open = [
  '80410000020211',
  '804b08000100',
  '84d400001781111f01..0f04.{8}86060a01..0d01...{8}',
  '8041000000',
  '804b080000',
  `804100${profile}0170`,
  `80e600${profile}00`,
  '8056000000',
  // What `whatIsThis` asks.
  '00a4040008a0000006472f000100',
  '00a404000e325041592e5359532e444446303100',
  '00a4040007d276000085010100',
  '9060000000',
  'ffb0000010',
].map((form) => new RegExp(`^${form}$`));

/** Those of a Molto2 but for the MAC at the end: a customer key that somebody chose could be guessed by it. */
const openButMac = [`84d401${profile}1a81141f01..0f04.{8}86090a01..0b01..0d01..`, `84d401${profile}0c81060f04.{8}`].map(
  (form) => new RegExp(`^${form}.{${macDigits}}$`),
);

/** Those whose body may not be told: how they begin, up to Lc; the name it goes by; whether a MAC ends it. */
const sensitive = [
  { head: new RegExp(`^84c501${profile}`), name: 'seed', mac: macLength },
  { head: /^80ce0000/, name: 'response', mac: 0 },
  { head: new RegExp(`^84d500${profile}`), name: 'title', mac: macLength },
  { head: /^84d70000/, name: 'key', mac: macLength },
];
const header = 5;
const block = 16;

/** True for a command that is told whole. */
export function isTold(apdu: Uint8Array): boolean {
  const hex = toHex(apdu);
  return open.some((form) => form.test(hex));
}

/**
 * The line of a transcript for a command, cut by type. Seeds, answers to a challenge, titles and customer keys are
 * replaced by a mark that keeps their length, and so is the MAC over them: the key of the single-profile family is
 * public, so their bytes are the secret itself. A command that is not of a form known to hold no secret is cut whole:
 * what we do not know may be a seed.
 */
export function cutCommand(apdu: Uint8Array): string {
  const hex = toHex(apdu);
  if (isTold(apdu)) return hex;
  if (openButMac.some((form) => form.test(hex))) return `${hex.slice(0, -macDigits)} ${cutMark('mac', macLength)}`;
  const rule = sensitive.find(({ head }) => head.test(hex));
  const length = apdu.length - header - (rule?.mac ?? 0);
  if (rule === undefined || length <= 0 || length % block !== 0 || apdu[header - 1] !== apdu.length - header) {
    return cutMark('unknown', apdu.length);
  }
  const mac = rule.mac === 0 ? '' : cutMark('mac', rule.mac);
  return `${hex.slice(0, header * 2)} ${cutMark(rule.name, length)}${mac}`;
}
