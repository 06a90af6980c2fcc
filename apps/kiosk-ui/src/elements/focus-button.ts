import { focusHere } from './focus-here';

const grace = 700;

/**
 * As `focusHere`, for a button: the Enter that a scanner or a hand still sends to the field before must not press
 * what appears in its place.
 */
export function focusButton(node: HTMLElement): () => void {
  focusHere(node);
  const shown = performance.now();
  const swallow = (event: KeyboardEvent): void => {
    // Tab goes on: who passes by on the way elsewhere must not be held up.
    if (event.key !== 'Tab' && event.timeStamp - shown < grace) event.preventDefault();
  };
  node.addEventListener('keydown', swallow);
  return () => {
    node.removeEventListener('keydown', swallow);
  };
}
