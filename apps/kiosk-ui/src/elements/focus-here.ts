/**
 * For `{@attach}`: puts the cursor into `node` when it appears, since the next input belongs there. Never takes it
 * from somebody who types in a field elsewhere: only from nothing, or from within `data-yields-focus`.
 */
export function focusHere(node: HTMLElement): void {
  const active = document.activeElement;
  if (active === null || active === document.body || active.closest('[data-yields-focus]') !== null) node.focus();
}
