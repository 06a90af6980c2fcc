import { byteOf, settingBytes, type CodeSettings } from '../setting-bytes.js';

/** How a profile makes and shows its codes. */
export interface MoltoSettings extends CodeSettings {
  readonly digits: 4 | 6 | 8 | 10;
}

const digitBytes: ReadonlyMap<unknown, number> = new Map([4, 6, 8, 10].map((digits) => [digits, digits]));

/** The four setting bytes of the configure command. Throws `DeviceError` ('invalid-settings'). */
export function moltoSettingBytes(settings: MoltoSettings): ReturnType<typeof settingBytes> & { digits: number } {
  return {
    ...settingBytes(settings),
    digits: byteOf(digitBytes, { name: 'this many digits:', value: settings.digits }),
  };
}
