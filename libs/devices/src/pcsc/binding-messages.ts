import type { BindingEvent, BindingName } from './pcsc-binding.js';
import type { PcscFailureKind } from './pcsc-failure.js';

/** What the agent asks of a binding's process. An APDU travels as bytes, never as text. */
export type BindingRequest =
  | { readonly do: 'load'; readonly binding: BindingName | null }
  | { readonly do: 'watch' }
  | { readonly do: 'ping' }
  | { readonly do: 'connect'; readonly reader: string }
  | { readonly do: 'transmit'; readonly apdu: Uint8Array }
  | { readonly do: 'disconnect'; readonly reset: boolean };

/** A request under its number, which its answer bears. */
export type ToBinding = BindingRequest & { readonly id: number };

/** Of `load` the name, null when none loads; of `transmit` the card's bytes; of the rest nothing. */
export type BindingResult = BindingName | Uint8Array | null;

export type FromBinding =
  | { readonly say: 'done'; readonly id: number; readonly result: BindingResult }
  | { readonly say: 'failed'; readonly id: number; readonly kind: PcscFailureKind }
  | { readonly say: 'event'; readonly event: BindingEvent };
