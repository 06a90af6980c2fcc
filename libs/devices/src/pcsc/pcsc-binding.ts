/** The packages that can carry PC/SC, best first. */
export const bindingNames = ['nfc-pcsc', 'pcsc-mini'] as const;
export type BindingName = (typeof bindingNames)[number];

export type BindingEvent =
  | { readonly type: 'reader-added' | 'reader-removed'; readonly reader: string }
  /**
   * Something lies in the field or not. `changes` counts what came and went there, as far as the service says; 0 where
   * it does not.
   */
  | { readonly type: 'field'; readonly reader: string; readonly isOccupied: boolean; readonly changes: number }
  /** The service went away. Nothing follows. */
  | { readonly type: 'service-lost' };

export type BindingListener = (event: BindingEvent) => void;

/**
 * What we need of a PC/SC package: look at all readers, or hold one card. An instance serves for one of the two, since
 * a mute card may block whoever talks to it for ever. Promises reject with `PcscFailure`, or may never settle.
 */
export interface PcscBinding {
  /** Tells of the readers there are and of all that changes, without talking to any card. Resolves when it does. */
  watch(told: BindingListener): Promise<void>;

  /** Opens the card in the field of `reader` for us alone. */
  connect(reader: string): Promise<void>;

  /** Sends one APDU, whose bytes are the caller's to wipe afterwards. The answer may be empty. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;

  /** Lets go of the card; `reset` takes its power away first, which ends every session with it. */
  disconnect(reset: boolean): Promise<void>;
}
