/** Without a header that can be read. */
const usualSeconds = 5;

/** Seconds from now, of a `Retry-After` header: a number of them, or a date (RFC 9110, 10.2.3). @param now milliseconds */
export function retryAfter(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? usualSeconds : Math.max(1, Math.ceil((at - now) / 1000));
}
