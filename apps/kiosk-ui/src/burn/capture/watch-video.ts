import type { FoundQr } from './found-qr';
import type { QrDecoder } from './qr-decoder';

/** Milliseconds between two looks: five a second leave the processor to whatever else the kiosk does. */
const betweenLooks = 200;

/**
 * Looks at a running video again and again and hands over whatever QR codes are in sight, none included, until `signal` says to stop.
 * One frame is looked at at a time.
 */
export async function watchVideo(
  video: HTMLVideoElement,
  decoder: QrDecoder,
  { signal, onlook }: { signal: AbortSignal; onlook: (found: readonly FoundQr[]) => void },
): Promise<void> {
  while (goesOn(signal)) {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      const found = await decoder.decode(await createImageBitmap(video)).catch(() => null);
      if (found !== null && goesOn(signal)) onlook(found);
    }
    await new Promise((resolve) => setTimeout(resolve, betweenLooks));
  }
}

/** Asked anew: whoever waits for a frame may be told to stop meanwhile. */
function goesOn(signal: AbortSignal): boolean {
  return !signal.aborted;
}
