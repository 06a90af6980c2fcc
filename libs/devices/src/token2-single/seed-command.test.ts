import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.js';
import { sm4Decrypt } from '../sm4.js';
import { deviceKey } from './device-key.js';
import { seedCommand } from './seed-command.js';

function counting(first: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => first + index);
}

/** What the token decrypts out of the command for a seed. */
function plainOf(seed: Uint8Array): string {
  return toHex(sm4Decrypt({ key: deviceKey, bytes: seedCommand(seed).apdu.slice(5, -4) }));
}

// token2/t2nfc_burner setSeed, over seeds of each kind.
test('the seed 01..14 of 20 bytes is the bytes of the vendor', () => {
  expect(toHex(seedCommand(counting(0x01, 20)).apdu)).toBe(
    '84c50100246eead21474bbf3a0a2b4c18f489e543cf48725a71ee9c3a65963e88be9405e3d5f6ea0c1',
  );
});

test('the seed 10..2F of 32 bytes is the bytes of the vendor, padded though aligned', () => {
  expect(toHex(seedCommand(counting(0x10, 32)).apdu)).toBe(
    '84c5010034b830899cfe9de292cd26d3c7439215ce18503d57ac31735afa60eba20f64d6f7d219efc9972fed9191df027fd36a80b0880d59fa',
  );
});

// RFC 6238, appendix B, seed; wire bytes as token2/t2nfc_burner makes them.
test('the seed 12345678901234567890 is the bytes of the vendor', () => {
  expect(toHex(seedCommand(new TextEncoder().encode('12345678901234567890')).apdu)).toBe(
    '84c50100245e5856092fd3228d4d33eee3daac4b55ce37d18d332b7ac6a40e8661fa23042af47b0153',
  );
});

test('a seed shorter than 20 bytes is filled with zeros before it is padded', () => {
  expect(plainOf(fromHex('aabb'))).toBe(`aabb${'00'.repeat(18)}80${'00'.repeat(11)}`);
  expect(plainOf(counting(1, 16))).toBe(`${toHex(counting(1, 16))}0000000080${'00'.repeat(11)}`);
});

test.each([
  [32, 48],
  [47, 48],
  [48, 64],
  [63, 64],
])('a seed of %i bytes travels in %i', (length, onWire) => {
  expect(plainOf(counting(1, length))).toBe(`${toHex(counting(1, length))}80${'00'.repeat(onWire - length - 1)}`);
});

test.each([0, 64])('a seed of %i bytes is refused', (length) => {
  expect(() => seedCommand(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'invalid-seed' }));
});

test('the seed given stays as it was', () => {
  const seed = counting(1, 20);
  seedCommand(seed).wipe();
  expect(seed).toEqual(counting(1, 20));
});
