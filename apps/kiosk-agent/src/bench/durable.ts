import { heardBy, type FieldDevice } from '@depot/devices';

/**
 * The commands that change what a token remembers: configure (D4) and write seed (C5); of a Molto2 also title (D5), delete
 * seed (E6), and authenticate (CE), which counts its tries.
 */
const writes: readonly (number | undefined)[] = [0xd4, 0xc5, 0xd5, 0xe6, 0xce];

/** A virtual token whose memory is saved before it answers that it has stored something. */
export function durable(token: FieldDevice, save: () => void): FieldDevice {
  return heardBy(token, (apdu) => {
    const isWrite = writes.includes(apdu[1]);
    const reaction = token.hear(apdu);
    if (isWrite) save();
    return reaction;
  });
}
