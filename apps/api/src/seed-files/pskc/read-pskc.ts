import { SeedFileRefused } from '../seed-file-refused.js';
import type { SeedRow } from '../seed-row.js';
import { ContainerKeys } from './container-keys.js';
import type { GivenSecret } from './container-keys.js';
import { readPackage } from './read-package.js';
import { XmlRecords } from './xml-records.js';
import type { XmlRecord } from './xml-records.js';
import type { XmlElement } from './xml-element.js';

export interface PskcOptions {
  /** Pass phrase, or pre-shared key in hex; null where nobody gave one. */
  readonly secret: GivenSecret;
  /** Takes seeds whose MAC is missing or does not fit, each with a warning. */
  readonly keepBadMacs: boolean;
  /** Called before the first entry with what stands before it, and what closes the container. */
  readonly onHead?: (around: { before: string; after: string }) => void;
}

/**
 * Reads a PSKC container (RFC 6030) entry by entry. Every entry is a row, good or bad; what stands before the first (keys,
 * MAC) is read once. @throws SeedFileRefused
 */
export async function* readPskc(text: AsyncIterable<string>, options: PskcOptions): AsyncGenerator<SeedRow> {
  const records = new XmlRecords();
  const head = new Map<string, XmlElement>();
  const before: string[] = [];
  let keys: ContainerKeys | null | undefined;
  try {
    for await (const record of completed(text, records)) {
      if (record.element.name !== 'KeyPackage') {
        // Whoever changes the keys between two entries means to confuse.
        if (keys === undefined) {
          head.set(record.element.name, record.element);
          before.push(record.raw);
        }
        continue;
      }
      if (keys === undefined) {
        options.onHead?.({ before: [records.rootTag, ...before].join('\n'), after: records.rootEnd });
        keys = await ContainerKeys.open(
          { encryptionKey: head.get('EncryptionKey'), macMethod: head.get('MACMethod') },
          options.secret,
        );
      }
      yield {
        line: record.line,
        raw: record.raw,
        read: readPackage(record.element, { keys, keepBadMacs: options.keepBadMacs }),
      };
    }
  } finally {
    keys?.wipe();
  }
}

async function* completed(text: AsyncIterable<string>, records: XmlRecords): AsyncGenerator<XmlRecord> {
  for await (const piece of text) {
    const some = records.push(piece);
    if (records.root !== null && records.root !== 'KeyContainer') throw notPskc();
    yield* some;
  }
  yield* records.end();
}

function notPskc(): SeedFileRefused {
  return new SeedFileRefused(
    'not-a-seed-file',
    'The XML is not a PSKC key container (RFC 6030). Ask the vendor for PSKC or CSV.',
  );
}
