/**
 * Puts a text on the clipboard. @returns whether it is there: without https a page may not, and a browser may say no. Then whoever asked marks the
 * text, for Ctrl+C
 */
export async function copyText(text: string): Promise<boolean> {
  if (!isSecureContext) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
