import { encodeBase32 } from '@depot/totp';

export interface ClassicToken {
  readonly serial: string;
  readonly seedBase32: string;
  readonly period: 30 | 60;
  readonly clockError: number;
}

/** Classic tokens as a vendor would send them: serials in a row from anywhere, some with 60 s, each clock a little wrong. */
export function makeClassicTokens(count: number, random: (length: number) => Uint8Array): ClassicToken[] {
  const first = freeSerials(count, random);
  return Array.from({ length: count }, (_, at) => ({
    // A leading zero, as real ones have.
    serial: `0${String(first + at)}`,
    seedBase32: encodeBase32(random(20)),
    period: at % 4 === 3 ? 60 : 30,
    clockError: ((random(1)[0] ?? 0) % 41) - 20,
  }));
}

const given: { readonly first: number; readonly count: number }[] = [];

/** The first of so many serials in a row, none of which was given out before. */
function freeSerials(count: number, random: (length: number) => Uint8Array): number {
  for (;;) {
    const first = 10_000_000 + (Buffer.from(random(4)).readUInt32BE() % 80_000_000);
    if (given.some((other) => first < other.first + other.count && other.first < first + count)) continue;
    given.push({ first, count });
    return first;
  }
}

/** The vendor's file: Entra's columns without UPN, BOM and CRLF. */
export function vendorFile(tokens: readonly ClassicToken[]): string {
  const lines = tokens.map(
    (token) => `,${token.serial},${token.seedBase32},${String(token.period)},Sample Vendor,C200`,
  );
  return `\uFEFF${['upn,serial number,secret key,timeinterval,manufacturer,model', ...lines].join('\r\n')}\r\n`;
}
