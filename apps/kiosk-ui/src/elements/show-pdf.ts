import { saveFile } from './save-file';

/** Opens a PDF where it can be printed at once; where the browser opens nothing it is saved. */
export function showPdf(content: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/pdf' }));
  if (window.open(url, '_blank') === null) saveFile(content, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
