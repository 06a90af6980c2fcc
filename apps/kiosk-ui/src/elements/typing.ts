/** Inputs that letters do nothing to. */
const wordless: readonly string[] = ['checkbox', 'radio', 'file'];

/** Whether a key pressed there would write text; boxes for digits do not swallow letters. */
export function writesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.inputMode !== 'numeric' && !wordless.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
