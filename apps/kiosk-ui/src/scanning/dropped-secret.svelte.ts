import { holdsSecret } from '@depot/contracts';

/** That a QR code with a secret came in where none is wanted. What it said is forgotten. */
class DroppedSecret {
  shown = $state(false);
}

export const droppedSecret = new DroppedSecret();

/** Before a text becomes an address, which the browser keeps. @returns whether it may hold a secret: then it is to be dropped, and that is said */
export function dropSecret(text: string): boolean {
  droppedSecret.shown = holdsSecret(text);
  return droppedSecret.shown;
}
