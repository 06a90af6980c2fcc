import type { FieldDevice, Reaction } from './field-device.js';

/** The same device, where `hear` listens first and says what it answers. */
export function heardBy(device: FieldDevice, hear: (apdu: Uint8Array) => Reaction): FieldDevice {
  return {
    get serial() {
      return device.serial;
    },
    get isOn() {
      return device.isOn;
    },
    onPower: (listener) => device.onPower(listener),
    hear,
  };
}
