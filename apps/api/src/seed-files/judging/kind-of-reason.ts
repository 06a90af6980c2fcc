import type { SeedFindingKind } from '@depot/contracts';
import { macReasons } from '../pskc/read-package.js';

const badMacs: ReadonlySet<string> = new Set(Object.values(macReasons));

/** What kind of fault a reader's reason tells of. Every reason that names a spreadsheet, or a length, says so in these words. */
export function kindOfReason(reason: string): SeedFindingKind {
  if (badMacs.has(reason)) return 'bad-mac';
  if (reason.includes('a spreadsheet (Excel)')) return 'spreadsheet';
  if (/\bis (?:shorter|longer) than \d+|odd number of hex digits/.test(reason)) return 'wrong-length';
  return 'unreadable';
}
