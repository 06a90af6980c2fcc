import * as fc from 'fast-check';
import { canary, hostileText, wellFormed } from './hostile.js';

/** One request, as it is sent. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

const json = 'application/json';
const types = [
  json,
  'application/json; charset=utf-16',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'text/csv',
  'application/xml',
  'application/problem+json',
  '',
  'x',
  ';;;',
];

const binary = fc.uint8Array({ maxLength: 200 });

/** A `POST` of such a body; now and then of another type than it is, or of bytes. */
export function posted(path: string, text: fc.Arbitrary<string>): fc.Arbitrary<Call> {
  const call = (body: string | Uint8Array, type: string): Call => ({
    method: 'POST',
    path,
    headers: type === '' ? {} : { 'content-type': type },
    body,
  });
  return fc.oneof(
    { weight: 9, arbitrary: text.map((body) => call(body, json)) },
    { weight: 1, arbitrary: fc.tuple(text, fc.constantFrom(...types)).map(([body, type]) => call(body, type)) },
    { weight: 1, arbitrary: fc.tuple(binary, fc.constantFrom(...types)).map(([body, type]) => call(body, type)) },
  );
}

/** What a client lets into a header or an address: the rest never leaves it. */
const headerText = fc.oneof(
  fc.string({ maxLength: 60 }).map((text) => canary + text.replace(/[^\x20-\x7e]/g, '')),
  fc.integer({ min: 100, max: 3000 }).map((length) => canary + 'h'.repeat(length)),
);
const pathText = fc.oneof(
  hostileText.map((text) => encodeURIComponent(wellFormed(text))),
  fc.string({ maxLength: 30 }).map((text) => canary + text.replace(/[^\x21-\x7e]|#/g, '')),
  fc.constantFrom('%', '%zz', '%00', '%c0%af', '..', '.', '//', '%2e%2e%2f', ';', '?', '&', '=%', 'a[]=1', 'a[b]=2'),
);

const headerNames = [
  'authorization',
  'cookie',
  'accept',
  'accept-encoding',
  'accept-language',
  'if-none-match',
  'if-modified-since',
  'range',
  'origin',
  'referer',
  'last-event-id',
  'x-forwarded-host',
  'x-request-id',
  'user-agent',
  'x-http-method-override',
  'upgrade-insecure-requests',
];

const credentials = fc.oneof(
  headerText.map((text) => `Bearer ${text}`),
  codeSecret().map((secret) => `Bearer ${secret}`),
  headerText.map((text) => `Basic ${text}`),
);

function codeSecret(): fc.Arbitrary<string> {
  const letters = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'.split('')), {
    minLength: 8,
    maxLength: 8,
  });
  return letters.map((name) => `depot_${name.join('')}_${canary}${'x'.repeat(43 - canary.length)}`);
}

const cookies = fc
  .tuple(fc.constantFrom('depot-session', 'depot-kiosk', 'depot-visit', 'x'), headerText)
  .map(([name, value]) => `${name}=${value}`);

const headers: fc.Arbitrary<Record<string, string>> = fc
  .array(
    fc.oneof(
      credentials.map((value) => ['authorization', value] as const),
      cookies.map((value) => ['cookie', value] as const),
      fc.tuple(fc.constantFrom(...headerNames), headerText),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => Object.fromEntries(pairs));

/** Any method on any of these paths and on none, with whatever may stand in an address, a query and headers. */
export function anything(paths: readonly string[]): fc.Arbitrary<Call> {
  const path = fc
    .tuple(
      fc.constantFrom(...paths, '/', '/assets/', '/api/', '/api/nothing/{x}'),
      fc.array(pathText, { maxLength: 2 }),
    )
    .map(([pattern, [part = 'x', query]]) => {
      const filled = pattern.replace(/\{\w+\}/g, part);
      return query === undefined ? filled : `${filled}?${query}`;
    });
  return fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
    path,
    headers,
    body: fc.constant(null),
  });
}
