import type { FieldDevice, Reaction } from './field-device.js';

/** Things that people lay on a reader in place of a token. */
export type ForeignKind =
  'fido-key' | 'bank-card' | 'desfire-badge' | 'tag-badge' | 'storage-card' | 'first-generation';

/** Source: CTAP 2.1 11.3.3, EMV Contactless Book B 3.3, NFC Forum T4T 2.0 5.4.2. */
const applets: Partial<Record<ForeignKind, string>> = {
  'fido-key': 'a0000006472f0001',
  'bank-card': '325041592e5359532e4444463031',
  'tag-badge': 'd2760000850101',
};

/** Virtual cards that are no tokens of ours. Each answers what its kind does to the few commands that tell them apart. */
export class ForeignCard implements FieldDevice {
  readonly kind: ForeignKind;
  readonly serial: string;
  readonly isOn = true;
  /** Every command it heard, in hexadecimal; there are no secrets in them. */
  readonly heard: string[] = [];

  constructor(kind: ForeignKind) {
    this.kind = kind;
    this.serial = kind;
  }

  /** It has no switch. */
  onPower(): () => void {
    return () => undefined;
  }

  hear(apdu: Uint8Array): Reaction {
    const text = Buffer.from(apdu).toString('hex');
    this.heard.push(text);
    return { kind: 'answer', bytes: Uint8Array.from(Buffer.from(this.#answer(text), 'hex')) };
  }

  #answer(apdu: string): string {
    const applet = applets[this.kind];
    if (applet !== undefined && apdu.startsWith('00a40400')) {
      return apdu.slice(10, 10 + applet.length) === applet ? '9000' : '6a82';
    }
    if (this.kind === 'desfire-badge' && apdu === '9060000000') return '0401010100180591af';
    // What a reader says in place of such a card.
    if (this.kind === 'storage-card') return apdu.startsWith('ffb0') ? '6982' : '6a81';
    return apdu.startsWith('00') ? '6e00' : '6d00';
  }
}
