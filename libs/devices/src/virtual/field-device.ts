/** What a reader hears back when it sends an APDU to what lies on it. */
export type Reaction =
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  /** No answer, until the reader gives up. */
  | { readonly kind: 'mute' }
  /** Taken from the reader at that moment. */
  | { readonly kind: 'eject' };

/** A virtual thing that can be laid on a virtual reader. */
export interface FieldDevice {
  readonly serial: string;
  /** Only a device that is switched on is in the field. */
  readonly isOn: boolean;
  /** Tells of every switching on and off. Returns the way to stop. */
  onPower(listener: () => void): () => void;
  /** Takes one APDU, which it must not keep. */
  hear(apdu: Uint8Array): Reaction;
}
