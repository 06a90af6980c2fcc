import { modelOf } from '../token2-single/models.js';

/**
 * A serial as it may be told: what decides the model stays, zeros stand for the rest. Of a serial that belongs to no
 * known model the first half stays.
 */
export function cutSerial(serial: string): string {
  const kept = modelOf(serial)?.serialPrefix.length ?? Math.floor(serial.length / 2);
  return serial.slice(0, kept).padEnd(serial.length, '0');
}
