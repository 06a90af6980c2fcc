import { DeviceError } from './device-error.js';

/** How a token makes and shows its codes, whatever its family. `period` and `displaySeconds` are seconds. */
export interface CodeSettings {
  readonly algorithm: 'SHA1' | 'SHA256';
  readonly period: 30 | 60;
  /** How long a code stays on the display before the token switches itself off. */
  readonly displaySeconds: 15 | 30 | 60 | 120;
}

/** The byte of each value on the wire. Source: `token2/t2nfc_burner` setConfig. */
export const algorithmBytes: ReadonlyMap<unknown, number> = new Map([
  ['SHA1', 0x01],
  ['SHA256', 0x02],
]);
export const periodBytes: ReadonlyMap<unknown, number> = new Map([
  [30, 0x1e],
  [60, 0x3c],
]);
export const displayBytes: ReadonlyMap<unknown, number> = new Map([
  [15, 0x00],
  [30, 0x01],
  [60, 0x02],
  [120, 0x03],
]);

/** The byte of `value`. Throws `DeviceError` ('invalid-settings'): the token itself would take anything. */
export function byteOf(bytes: ReadonlyMap<unknown, number>, { name, value }: { name: string; value: unknown }): number {
  const byte = bytes.get(value);
  if (byte === undefined) throw new DeviceError('invalid-settings', `No token can have ${name} ${String(value)}.`);
  return byte;
}

/** The three setting bytes of a configure command. Throws `DeviceError` ('invalid-settings'). */
export function settingBytes(settings: CodeSettings): { display: number; algorithm: number; period: number } {
  return {
    display: byteOf(displayBytes, { name: 'display time', value: settings.displaySeconds }),
    algorithm: byteOf(algorithmBytes, { name: 'algorithm', value: settings.algorithm }),
    period: byteOf(periodBytes, { name: 'period', value: settings.period }),
  };
}

/** `clock` in whole seconds since 1970 UTC as u32 BE. Throws `DeviceError` ('invalid-settings') when it does not fit. */
export function clockBytes(clock: number): Uint8Array {
  if (!Number.isInteger(clock) || clock < 0 || clock > 0xffff_ffff) {
    throw new DeviceError('invalid-settings', 'The time to set is not a number of seconds that fits the token.');
  }
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, clock);
  return bytes;
}
