/** A model of single-profile NFC token, second generation. All show 6 digits. */
export interface SingleModel {
  readonly name: string;
  /** The digits its serials begin with. */
  readonly serialPrefix: string;
  /** True when setting the clock leaves the seed in place; the others clear it ("restricted sync"). */
  readonly seedSurvivesConfigure: boolean;
}

/** Source: `token2/t2nfc_burner` Token2Protocol.kt (MODELS, UNRESTRICTED_SYNC_PREFIXES). */
export const singleModels: readonly SingleModel[] = [
  { serialPrefix: '8659612', name: 'OTPC-P1-i', seedSurvivesConfigure: true },
  { serialPrefix: '8659622', name: 'OTPC-P2-i', seedSurvivesConfigure: false },
  { serialPrefix: '8659621', name: 'OTPC-P2-i-NB', seedSurvivesConfigure: false },
  { serialPrefix: '8659600', name: 'miniOTP-2-i', seedSurvivesConfigure: true },
  { serialPrefix: '8659601', name: 'miniOTP-3-i', seedSurvivesConfigure: false },
  { serialPrefix: '8659609', name: 'miniOTP-3-i-NB', seedSurvivesConfigure: false },
  { serialPrefix: '8659610', name: 'C301-i', seedSurvivesConfigure: false },
  { serialPrefix: '8659632', name: 'C302-i', seedSurvivesConfigure: true },
];

const longestFirst = singleModels.toSorted((a, b) => b.serialPrefix.length - a.serialPrefix.length);

/** The model a serial belongs to, longest prefix first; null when unknown: such a token must not be written to. */
export function modelOf(serial: string): SingleModel | null {
  return longestFirst.find((model) => serial.startsWith(model.serialPrefix)) ?? null;
}
