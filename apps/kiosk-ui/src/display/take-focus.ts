/**
 * For the field that comes next: focus when it appears, unless the person is writing somewhere else just now.
 * An attachment: `{@attach takeFocus}`.
 */
export function takeFocus(node: HTMLElement): void {
  const active = document.activeElement;
  const writing = (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) && active.value !== '';
  if (!writing) node.focus({ preventScroll: true });
}

/** Whether a key pressed now is text for a field, and no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const { target } = event;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'file', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
