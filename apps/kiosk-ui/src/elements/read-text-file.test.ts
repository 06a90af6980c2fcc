import { expect, test } from 'vitest';
import { readTextFile } from './read-text-file';

const name = 'upn,display name\nzoe@contoso.com,Zoé';

test('reads UTF-8', async () => {
  expect(await readTextFile(new Blob([name]))).toBe(name);
});

test('reads Windows-1252, which Excel writes by default in Western Europe', async () => {
  const bytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0));
  expect(await readTextFile(new Blob([bytes]))).toBe(name);
});

test('reads UTF-16 with its mark', async () => {
  const bytes = new Uint8Array([0xff, 0xfe, ...Array.from(name, (letter) => [letter.charCodeAt(0), 0]).flat()]);
  expect(await readTextFile(new Blob([bytes]))).toBe(name);
});
