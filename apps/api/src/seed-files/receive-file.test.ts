import { describe, expect, it } from 'vitest';
import { FileKey } from '../platform/vault/file-key.js';
import { inPieces, refusal } from './pieces.fixture.js';
import { receiveFile, refuseTooLarge } from './receive-file.js';

const megabyte = 1024 * 1024;

function receiver() {
  const sizes: number[] = [];
  const text: string[] = [];
  const secret = new Uint8Array(32).fill(7);
  const keep = ({ clear }: { clear: Uint8Array }): Promise<void> => {
    sizes.push(clear.length);
    if (clear.length < 1000) text.push(Buffer.from(clear).toString());
    return Promise.resolve();
  };
  return { sizes, text, secret, begin: () => Promise.resolve({ key: new FileKey('a file', secret), keep }) };
}

describe('An upload', () => {
  it('is put down in pieces of its own size, whatever those it comes in, and its key is wiped', async () => {
    const { sizes, secret, begin } = receiver();
    const bytes = await receiveFile(inPieces('serial,secret\n'.padEnd(600_000, '1,2\n'), 70_000)(), begin);
    expect([bytes, sizes]).toEqual([600_000, [262_144, 262_144, 75_712]]);
    expect(secret.every((byte) => byte === 0)).toBe(true);
  });

  it('that does not end is cut off where it is too large, and what was put down is no more than that', async () => {
    let given = 0;
    async function* nonsense(): AsyncGenerator<Uint8Array> {
      for (; given < 1024; given += 1) yield Buffer.alloc(megabyte, 'abcdefgh,\n');
    }
    const { sizes, begin } = receiver();
    const refused = await refusal(receiveFile(nonsense(), begin));
    expect(refused).toMatchObject({ fault: 'too-large', message: expect.stringContaining('128 MB') as string });
    expect(given).toBe(128);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(128 * megabyte);
  });

  it('that is nothing of the kind is refused before anything is put down', async () => {
    const { sizes, begin } = receiver();
    const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251);
    expect((await refusal(receiveFile(inPieces(noise)(), begin))).fault).toBe('not-a-seed-file');
    expect(sizes).toEqual([]);
    expect(() => refuseTooLarge(2 ** 30)).toThrow(/larger than 128 MB/);
  });
});
