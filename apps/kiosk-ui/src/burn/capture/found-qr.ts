/** A place in a picture, as a share of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** One QR code in a picture: what it says, and its four corners in order. */
export interface FoundQr {
  readonly text: string;
  readonly corners: readonly Spot[];
}

/** What the decoder is sent: a picture to look at, which it closes. */
export interface DecodeRequest {
  readonly id: number;
  readonly picture: ImageBitmap;
}

/** `found` is null when the decoder itself failed. */
export interface DecodeAnswer {
  readonly id: number;
  readonly found: readonly FoundQr[] | null;
}
