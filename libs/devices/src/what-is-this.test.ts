import { describe, expect, test } from 'vitest';
import { litToken, reader } from './bench.fixture.js';
import { identify } from './token2-single/identify.js';
import { burn } from './token2-single/burn.js';
import { orderFor } from './bench.fixture.js';
import { ForeignCard, type ForeignKind } from './virtual/foreign-card.js';
import { VirtualReaders } from './virtual/virtual-readers.js';

const kinds: [ForeignKind, string, RegExp][] = [
  ['fido-key', 'fido-key', /^A FIDO security key lies on the reader\./],
  ['bank-card', 'bank-card', /^A bank card lies on the reader\./],
  ['desfire-badge', 'badge', /^A badge or storage card lies on the reader\./],
  ['tag-badge', 'badge', /^A badge or storage card lies on the reader\./],
  ['storage-card', 'badge', /^A badge or storage card lies on the reader\./],
  ['first-generation', 'unknown-device', /first generation/],
];

/** INFO, SELECT by name, GetVersion and READ BINARY: whatever else there is may change something. */
const reads = /^(8041000002|00a40400|9060000000|ffb0)/;

async function laid(card: ForeignCard) {
  const readers = new VirtualReaders({ count: 1 });
  readers.place(reader, card);
  return readers.connect(reader);
}

describe.each(kinds)('a %s', (kind, code, message) => {
  test('is named, and hears no command that writes', async () => {
    const card = new ForeignCard(kind);
    await expect(identify(await laid(card))).rejects.toMatchObject({ code, message });
    expect(card.heard.length).toBeGreaterThan(1);
    expect(card.heard.filter((apdu) => !reads.test(apdu))).toEqual([]);
  });

  test('is refused by a burn, and hears no command that writes', async () => {
    const card = new ForeignCard(kind);
    const outcome = await burn(await laid(card), orderFor(litToken()));
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(card.heard.filter((apdu) => !reads.test(apdu))).toEqual([]);
  });
});

test('a token that describes itself is asked nothing else', async () => {
  const token = litToken();
  const heard: number[] = [];
  const hear = token.hear.bind(token);
  token.hear = (apdu) => (heard.push(apdu[1] ?? 0), hear(apdu));
  const readers = new VirtualReaders({ count: 1 });
  readers.place(reader, token);
  await identify(await readers.connect(reader));
  expect(heard).toEqual([0x41]);
});

test('what is taken away while it is asked is a lost link', async () => {
  const readers = new VirtualReaders({ count: 1 });
  const card = new ForeignCard('first-generation');
  readers.place(reader, card);
  const connected = await readers.connect(reader);
  card.hear = () => {
    card.hear = () => ({ kind: 'eject' });
    return { kind: 'answer', bytes: Uint8Array.of(0x6d, 0) };
  };
  await expect(identify(connected)).rejects.toMatchObject({ code: 'link-lost' });
});
