import { DeviceError } from '../device-error.js';
import { statusOk, type StatusWords } from '../exchange.js';
import { statusError } from '../status-words.js';

/** Accepted, and waiting for a press of ▲ on the device. */
const statusPressUp = 0x9060;

/** What a command refuses that finds no seed. */
export const statusNoSeed = 0x6a83;

const confirmedByHand: ReadonlySet<string> = new Set(['set customer key', 'factory reset']);

/** The tries that a status word in answer to authenticate leaves; null when it does not say. */
export function triesLeftBy(statusWord: number | undefined): number | null {
  if (statusWord === undefined) return null;
  return (statusWord & 0xfff0) === 0x63c0 ? statusWord & 0x000f : null;
}

function authenticateError(statusWord: number): DeviceError | null {
  const left = triesLeftBy(statusWord);
  if (left === 0 || statusWord === 0x6983) {
    return new DeviceError('locked', 'The Molto2 is locked after too many wrong customer keys.', statusWord);
  }
  if (left === null) return null;
  const tries = left === 1 ? 'One more wrong key locks it' : `It can be tried ${left} times more before it locks`;
  return new DeviceError('wrong-customer-key', `The Molto2 has another customer key. ${tries}.`, statusWord);
}

/**
 * 9000, and 9060 where a hand must confirm. 63Cx in answer to authenticate counts the tries that are left; 6983 there
 * is ISO/IEC 7816-4's "method blocked", taken for locked *(inferred)*.
 */
export const moltoStatusWords: StatusWords = {
  isFine: (statusWord, command) =>
    statusWord === statusOk || (statusWord === statusPressUp && confirmedByHand.has(command)),
  error: (statusWord, command) =>
    (command === 'authenticate' ? authenticateError(statusWord) : null) ?? statusError(statusWord, command),
};
