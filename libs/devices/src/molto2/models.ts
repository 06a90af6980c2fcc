/** A model of token with many profiles. */
export interface MoltoModel {
  readonly name: string;
  /** Counted from 0. */
  readonly profiles: number;
}

/** The smaller one first. Their serials do not tell them apart: only the second has a profile 50. */
export const moltoModels = [
  { name: 'Molto2', profiles: 50 },
  { name: 'Molto2 v2', profiles: 100 },
] as const satisfies readonly MoltoModel[];

/**
 * True for the reader that a Molto2 is, plugged in. The brand alone also names FIDO keys and the vendor's NFC reader.
 * Source: `framefilter/keyroost` docs/PROTOCOL.md (is_molto2_reader).
 */
export function isMoltoReader(reader: string): boolean {
  return reader.toLowerCase().includes('molto');
}
