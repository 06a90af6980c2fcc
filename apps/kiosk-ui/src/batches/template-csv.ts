import { recipientColumns } from '@depot/contracts';

/** A header for Excel to open as UTF-8: the mark first, CRLF last. */
export function templateCsv(): Blob {
  return new Blob(['\uFEFF', recipientColumns.join(','), '\r\n'], { type: 'text/csv' });
}
