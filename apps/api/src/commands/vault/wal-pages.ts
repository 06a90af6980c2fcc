/** One segment of PostgreSQL's write-ahead log. */
export interface WalSegment {
  readonly pageSize: number;
  /** Where in the whole log it begins: segments that were kept to be used again have names that are ahead of what is in them. */
  readonly address: bigint;
}

/** As much of a segment as tells what it is: the header of its first page, which is the longer of the two there are. */
export const walHeadLength = 40;
const pageHeadLength = 24;
/** In the header's second two bytes (XLP_LONG_HEADER, access/xlog_internal.h). */
const hasLongHead = 0x0002;
/** Each version's magic has this in its upper byte: 0xD101 is 12's, 0xD118 is 18's. */
const magicOfOurTime = 0xd1;

/** What a file is by its first bytes; null where it is no segment of a log. */
export function walSegment(head: Uint8Array): WalSegment | null {
  if (head.length < walHeadLength) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (view.getUint16(0, true) >> 8 !== magicOfOurTime || (view.getUint16(2, true) & hasLongHead) === 0) return null;
  const pageSize = view.getUint32(36, true);
  const isSize = pageSize >= 1024 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
  return isSize ? { pageSize, address: view.getBigUint64(8, true) } : null;
}

/** A segment as one stretch of records: where a page ends in the midst of one, the header of the next stands between its halves. */
export async function* withoutPageHeads(
  bytes: AsyncIterable<Uint8Array>,
  pageSize: number,
): AsyncGenerator<Uint8Array> {
  let kept = Buffer.alloc(0);
  for await (const piece of bytes) {
    kept = Buffer.concat([kept, piece]);
    const whole = kept.length - (kept.length % pageSize);
    const pages = [];
    for (let at = 0; at < whole; at += pageSize) pages.push(recordsOf(kept.subarray(at, at + pageSize)));
    if (pages.length > 0) yield Buffer.concat(pages);
    kept = kept.subarray(whole);
  }
  if (kept.length > pageHeadLength) yield recordsOf(kept);
}

function recordsOf(page: Buffer): Buffer {
  return page.subarray((page.readUInt16LE(2) & hasLongHead) === 0 ? pageHeadLength : walHeadLength);
}
