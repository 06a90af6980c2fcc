/** Why there is no picture: refused by a person or the browser, no camera there, in use by another program, or it ended. */
export type VideoTrouble = 'denied' | 'no-camera' | 'in-use' | 'ended' | 'insecure';

/** Full HD where the device has it: a QR code across a table fills a small part of the picture. */
const sharp = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/** @param deviceId which camera; where it is null the one that looks away from the person, as a tablet has */
export function openCamera(deviceId: string | null): Promise<MediaStream> {
  const which = deviceId === null ? { facingMode: 'environment' } : { deviceId: { exact: deviceId } };
  return devices().getUserMedia({ video: { ...sharp, ...which }, audio: false });
}

/** Lets the person pick the window in which the user's desktop is seen. */
export function openScreen(): Promise<MediaStream> {
  return devices().getDisplayMedia({ video: { frameRate: { ideal: 5 } }, audio: false });
}

/** The cameras there are; they have names once one of them may be used. */
export async function listCameras(): Promise<readonly MediaDeviceInfo[]> {
  const all = await devices().enumerateDevices();
  return all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
}

/** Whether the camera has a light that can be switched. */
export function hasTorch(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  const can: MediaTrackCapabilities & { torch?: boolean } = track?.getCapabilities() ?? {};
  return can.torch === true;
}

export async function switchTorch(stream: MediaStream, on: boolean): Promise<void> {
  const [track] = stream.getVideoTracks();
  const wish: MediaTrackConstraintSet & { torch: boolean } = { torch: on };
  await track?.applyConstraints({ advanced: [wish] });
}

export function videoTrouble(error: unknown): VideoTrouble {
  if (error instanceof InsecurePage) return 'insecure';
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no-camera';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'in-use';
}

/** A page over plain http from another machine has no camera and no screen capture. */
class InsecurePage extends Error {
  override readonly name = 'InsecurePage';
}

function devices(): MediaDevices {
  const here: { readonly mediaDevices?: MediaDevices } = navigator;
  if (here.mediaDevices === undefined) throw new InsecurePage();
  return here.mediaDevices;
}
