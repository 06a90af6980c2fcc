const graceMs = 700;

/**
 * Whether a click is the Enter that somebody, or a scanner, typed for the field before: it must not press the
 * button that took the focus meanwhile. A click with the mouse has a detail of 1 or more, a key's has 0.
 */
export function isLateEnter(event: MouseEvent, shownAt: number): boolean {
  return event.detail === 0 && event.timeStamp - shownAt < graceMs;
}
