import type { FoundQr } from './found-qr';
import type { QrDecoder } from './qr-decoder';

/** Milliseconds between two looks: five a second leave the processor to whatever else the kiosk does. */
const betweenLooks = 200;

/** Looks that fail in a row before somebody is told: a video that is only just starting may fail one. */
const failures = 5;

/** What a video that is watched tells. */
interface Watching {
  readonly signal: AbortSignal;
  /** The QR codes in sight, none included. */
  readonly onlook: (found: readonly FoundQr[]) => void;
  /** The video runs, and nobody can look at it: the decoder's files may be gone, as they are after an upgrade under an open page. */
  readonly onblind: () => void;
}

/** Looks at a running video again and again until `signal` says to stop. One frame is looked at at a time. */
export async function watchVideo(
  video: HTMLVideoElement,
  decoder: Pick<QrDecoder, 'decode'>,
  { signal, onlook, onblind }: Watching,
): Promise<void> {
  const look = async () => decoder.decode(await createImageBitmap(video));
  let failed = 0;
  while (goesOn(signal)) {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      const found = await look().catch(() => null);
      if (!goesOn(signal)) return;
      failed = found === null ? failed + 1 : 0;
      if (found !== null) onlook(found);
      else if (failed >= failures) onblind();
    }
    await new Promise((resolve) => setTimeout(resolve, betweenLooks));
  }
}

/** Asked anew: whoever waits for a frame may be told to stop meanwhile. */
function goesOn(signal: AbortSignal): boolean {
  return !signal.aborted;
}
