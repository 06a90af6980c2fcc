import { createHash } from 'node:crypto';
import { encodeBase32 } from '@depot/totp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benchWith, litToken, noon, orderFor } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { burnMolto } from '../molto2/burn.js';
import { sm4KeyOf } from '../molto2/customer-key.js';
import { setCustomerKey } from '../molto2/maintenance.js';
import { benchOf, moltoOrder, pluggedMolto } from '../molto2/molto.fixture.js';
import { burn } from '../token2-single/burn.js';
import type { Card } from '../transport.js';
import { cutCommand } from './cut.js';
import { cutAnswer } from './cut-answer.js';
import { RecordingCard } from './recording-card.js';

/** Bytes of which no two runs are alike: what is found is then no chance. */
const randomBytes = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.integer(), fc.integer({ min: minLength, max: maxLength })).map(([number, length]) => {
    return Uint8Array.from(createHash('sha512').update(String(number)).digest().subarray(0, length));
  });
const aSeed = randomBytes(8, 63);
const aKey = randomBytes(8, 64);

/** As text, and how many bytes in a row of a secret count as the secret: enough that no other text of a transcript has them by chance. */
const asText: Readonly<Record<string, { run: number; encode: (bytes: Uint8Array) => string }>> = {
  hexadecimal: { run: 5, encode: toHex },
  capitals: { run: 5, encode: (bytes) => toHex(bytes).toUpperCase() },
  // Of its characters a quarter are digits of hexadecimal as well. What hangs on the bytes beside the run is left out.
  base64: { run: 8, encode: (bytes) => Buffer.from(bytes).toString('base64').replace(/=+$/, '').slice(1, -1) },
  base32: { run: 8, encode: (bytes) => encodeBase32(bytes).slice(1, -1) },
  'a list': { run: 5, encode: (bytes) => [...bytes].join(',') },
  'spaced hexadecimal': { run: 5, encode: (bytes) => [...bytes].map((byte) => toHex(Uint8Array.of(byte))).join(' ') },
  'the bytes themselves': { run: 5, encode: (bytes) => Buffer.from(bytes).toString('latin1') },
};

/** The names of the encodings in which a text holds a part of any of these secrets. */
function found(text: string, secrets: readonly Uint8Array[]): string[] {
  return Object.entries(asText).flatMap(([name, { run, encode }]) => {
    const isThere = secrets.some((secret) =>
      Array.from({ length: secret.length - run + 1 }, (_, at) => encode(secret.subarray(at, at + run))).some((part) =>
        text.includes(part),
      ),
    );
    return isThere ? [name] : [];
  });
}

/** Keeps the bodies that carry secrets as well, for the test to look for. */
class Eavesdropper implements Card {
  readonly bodies: Uint8Array[] = [];
  readonly #card: Card;

  constructor(card: Card) {
    this.#card = card;
  }

  get reader(): string {
    return this.#card.reader;
  }

  get presence(): number {
    return this.#card.presence;
  }

  transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if ([0xc5, 0xce, 0xd5, 0xd7].includes(apdu[1] ?? 0)) this.bodies.push(apdu.slice(5));
    return this.#card.transmit(apdu);
  }

  release(): Promise<void> {
    return this.#card.release();
  }
}

test('nothing of a seed is in the transcript of a token, plain or as it went over the air', async () => {
  await fc.assert(
    fc.asyncProperty(aSeed, async (seed) => {
      const token = litToken();
      const overheard = new Eavesdropper((await benchWith(token)).card);
      const card = new RecordingCard(overheard, () => 0);
      expect(await burn(card, orderFor(token, { seed }))).toMatchObject({ kind: 'burned' });
      expect(overheard.bodies).toHaveLength(2);
      expect(found(card.transcript, [seed, ...overheard.bodies])).toEqual([]);
      expect(card.transcript).not.toContain(token.serial);
    }),
    { numRuns: 150 },
  );
});

test('nothing of a seed, a customer key, a title or a MAC by that key is in the transcript of a Molto2', async () => {
  await fc.assert(
    fc.asyncProperty(aSeed, aKey, aKey, async (seed, customerKey, newKey) => {
      const molto = pluggedMolto({ key: toHex(sm4KeyOf(customerKey)) });
      const { card: bare } = await benchOf(molto);
      const overheard = new Eavesdropper(bare);
      const card = new RecordingCard(overheard);
      const order = moltoOrder({ seed, customerKey, title: 'Mr Example' });
      expect(await burnMolto(card, order)).toMatchObject({ kind: 'burned' });
      const access = { serial: molto.serial, customerKey, triesLeft: null, keyTrial: false };
      await setCustomerKey(card, { ...access, newKey });
      expect(overheard.bodies).toHaveLength(5);
      const keys = [customerKey, newKey, sm4KeyOf(customerKey), sm4KeyOf(newKey)];
      const title = new TextEncoder().encode('Mr Example');
      expect(found(card.transcript, [seed, title, ...keys, ...overheard.bodies])).toEqual([]);
      expect(card.transcript).toContain('[mac 4]');
    }),
    { numRuns: 60 },
  );
});

test('a command of no known form is told by its length alone, whatever is in it', () => {
  const heads = ['84c5', '84c501', '80ce0000', '84d40000', '84d401', '84d5', '8041', '804b', '00a40400', 'ffb0', ''];
  fc.assert(
    fc.property(fc.constantFrom(...heads), randomBytes(8, 64), randomBytes(8, 64), (head, rest, answer) => {
      const apdu = Uint8Array.from([...Buffer.from(head, 'hex'), ...rest]);
      // With a length that is right by chance it may have a known form.
      fc.pre(apdu[4] !== apdu.length - 5);
      const line = cutCommand(apdu);
      expect(found(line, [rest])).toEqual([]);
      expect(line).toBe(`[unknown ${apdu.length}]`);
      expect(found(cutAnswer(answer, apdu), [answer])).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('answers of other cards are told by their length, and the status word', () => {
  fc.assert(
    fc.property(randomBytes(8, 60), fc.constantFrom('9060000000', 'ffb0000010', '8041000000'), (data, command) => {
      const answer = Uint8Array.from([...data, 0x90, 0x00]);
      expect(cutAnswer(answer, Buffer.from(command, 'hex'))).toBe(`[data ${data.length}] 9000`);
    }),
    // One that is laid out like a description, but for a serial of one character.
    { examples: [[Uint8Array.from([96, 168, 48, 1, 48, 15, 194, 90, 178, 14, 91]), '8041000000']] },
  );
});

test.each(Object.entries(asText))('what would leak as %s is found', (name, { encode }) => {
  const seed = Uint8Array.from(createHash('sha512').update('control').digest().subarray(0, 20));
  expect(found(`=> 84c5010024 ${encode(seed)}`, [seed])).toContain(name);
});

test('a burn at noon is recorded with the time that each exchange took', async () => {
  const token = litToken();
  let clock = noon;
  const card = new RecordingCard((await benchWith(token)).card, () => (clock += 21.5));
  await burn(card, orderFor(token));
  expect(card.transcript.match(/^# 21\.5 ms$/gm)).toHaveLength(5);
});
