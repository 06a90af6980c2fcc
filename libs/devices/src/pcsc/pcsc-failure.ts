/** Why PC/SC would not do something, in the few kinds that make a difference to us. */
export type PcscFailureKind =
  /** No card in the field. */
  | 'no-card'
  /** The card left, or somebody reset it. */
  | 'removed'
  /** Another program holds the card. */
  | 'held-elsewhere'
  /** Something lies there and does not answer to being switched on. */
  | 'unresponsive'
  /** The reader is gone. */
  | 'no-reader'
  /** The smart-card service is not there, or went away. */
  | 'no-service'
  /** Whoever was to do it (the binding's process) is no more. */
  | 'broken'
  | 'other';

/** A call of PC/SC that failed. It repeats nothing of what a binding said, which may quote what was being sent. */
export class PcscFailure extends Error {
  override readonly name = 'PcscFailure';
  readonly kind: PcscFailureKind;

  constructor(kind: PcscFailureKind) {
    super(`PC/SC failed (${kind}).`);
    this.kind = kind;
  }
}

/** Source: pcsc-lite `pcsclite.h` and Windows `winerror.h`, which agree; the names are those of `pcsc-mini`. */
const results: readonly (readonly [number, string, PcscFailureKind])[] = [
  [0x8010_0003, 'InvalidHandle', 'removed'],
  [0x8010_0009, 'UnknownReader', 'no-reader'],
  [0x8010_000b, 'SharingViolation', 'held-elsewhere'],
  [0x8010_000c, 'NoSmartCard', 'no-card'],
  [0x8010_000f, 'ProtoMismatch', 'unresponsive'],
  [0x8010_0017, 'ReaderUnavailable', 'no-reader'],
  [0x8010_001d, 'NoService', 'no-service'],
  [0x8010_001e, 'ServiceStopped', 'no-service'],
  [0x8010_002e, 'NoReadersAvailable', 'no-reader'],
  [0x8010_0066, 'UnresponsiveCard', 'unresponsive'],
  [0x8010_0067, 'UnpoweredCard', 'unresponsive'],
  [0x8010_0068, 'ResetCard', 'removed'],
  [0x8010_0069, 'RemovedCard', 'removed'],
];

/** By the number a PC/SC function returned. */
export function failureOfResult(result: number): PcscFailure {
  return new PcscFailure(results.find(([number]) => number === result)?.[2] ?? 'other');
}

/** By the name `pcsc-mini` gives that number. */
export function failureOfName(code: unknown): PcscFailure {
  return new PcscFailure(results.find(([, name]) => name === code)?.[2] ?? 'other');
}

/** The failure itself, or 'other' for whatever else was thrown. */
export function asPcscFailure(error: unknown): PcscFailure {
  return error instanceof PcscFailure ? error : new PcscFailure('other');
}
