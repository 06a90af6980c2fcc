/** Hands a file to the browser's download and lets go of it. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Chromium reads the blob after the click; a minute later nobody needs it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
