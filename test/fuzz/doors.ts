import * as fc from 'fast-check';
import { anything, posted } from './call.js';
import type { Call } from './call.js';
import { codeLetters, digits, hostileText, hostileValue, jsonText, wellFormed } from './hostile.js';
import { backFromProvider } from './provider-door.js';
import type { BegunSignIn } from './provider-door.js';
import { csvText, seedFileBytes } from './uploads.js';

/** One way in, and what comes through it. */
export interface Door {
  readonly name: string;
  /** Of a hundred inputs, so many. */
  readonly share: number;
  /** Whose cookie goes along; a stranger's otherwise. */
  readonly as?: 'kiosk' | 'recipient' | 'admin';
  /** What is typed here is what an admin uploads to read again: its texts may come back to them. */
  readonly answersWithInput?: true;
  readonly input: fc.Arbitrary<Call>;
}

const okp = (crv: string): fc.Arbitrary<unknown> =>
  fc.record({
    kty: fc.constant('OKP'),
    crv: fc.constant(crv),
    x: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  });

/** Each password that is right in shape costs a hash, which takes long on purpose: those are rare. */
const signIn = fc.oneof(
  { weight: 60, arbitrary: jsonText({ name: hostileValue, password: fc.constantFrom(null, 1, {}, ['x']) }) },
  { weight: 1, arbitrary: jsonText({ name: fc.constantFrom('admin', 'operator'), password: hostileText }) },
);

/** @param routes the paths of the document; `strangers` those of them that nobody has to sign in for */
export function doorsOf(
  routes: { readonly paths: readonly string[]; readonly strangers: readonly string[] },
  begun: BegunSignIn,
): Door[] {
  return [
    { name: 'sign-in', share: 12, input: posted('/api/session', signIn) },
    { name: 'arrival', share: 14, input: posted('/api/arrival', jsonText({ code: codeLetters, digits })) },
    { name: 'not me', share: 6, input: posted('/api/arrival/not-me', jsonText({ code: codeLetters })) },
    {
      name: 'self-service code',
      share: 10,
      as: 'kiosk',
      input: posted('/api/self/sign-in', jsonText({ code: codeLetters })),
    },
    {
      name: 'self-service visit',
      share: 4,
      as: 'recipient',
      input: fc.oneof(
        posted('/api/self/visit/capture', jsonText({ text: hostileText })),
        posted('/api/self/visit/codes', jsonText({ code: hostileText })),
        posted('/api/self/visit/choose', jsonText({ serial: hostileText })),
      ),
    },
    {
      name: 'pairing',
      share: 8,
      input: posted(
        '/api/agents/pair',
        jsonText({ code: codeLetters, name: hostileText, signingKey: okp('Ed25519'), sealingKey: okp('X25519') }),
      ),
    },
    { name: 'recipients file', share: 5, as: 'admin', answersWithInput: true, input: rehearsed },
    { name: 'seed file', share: 1, as: 'admin', answersWithInput: true, input: uploaded },
    { name: 'what strangers reach', share: 12, input: anything(routes.strangers) },
    { name: 'back from the identity provider', share: 5, input: backFromProvider(begun) },
    { name: 'everything else', share: 11, input: anything(routes.paths) },
  ];
}

const rehearsed = posted(
  '/api/batches/rehearsal',
  fc.oneof(
    { weight: 3, arbitrary: csvText.map((csv) => JSON.stringify({ name: 'Fuzz', route: 'own-seed', csv })) },
    { weight: 1, arbitrary: jsonText({ name: hostileText, route: fc.constant('qr'), csv: csvText }) },
  ),
);

const uploaded: fc.Arbitrary<Call> = fc.tuple(seedFileBytes, hostileText).map(([body, name]) => ({
  method: 'POST',
  path: `/api/seed-files?name=${encodeURIComponent(wellFormed(name))}`,
  headers: { 'content-type': 'application/octet-stream' },
  body,
}));
