import { expect, test } from 'vitest';
import { loadBinding, type BindingLoaders } from './load-binding.js';
import type { PcscBinding } from './pcsc-binding.js';
import { PcscFailure } from './pcsc-failure.js';

const here = () =>
  Promise.resolve((): PcscBinding => {
    throw new PcscFailure('no-service');
  });
const missing = () => Promise.reject(new Error('Cannot find package'));
const all: BindingLoaders = { 'nfc-pcsc': here, 'pcsc-mini': here };

test('nfc-pcsc comes first, and pcsc-mini where that is missing', async () => {
  expect(await loadBinding(null, all)).toMatchObject({ name: 'nfc-pcsc' });
  expect(await loadBinding(null, { ...all, 'nfc-pcsc': missing })).toMatchObject({ name: 'pcsc-mini' });
  expect(await loadBinding(null, { 'nfc-pcsc': missing, 'pcsc-mini': missing })).toBeNull();
});

test('one that was asked for by name is not replaced by another', async () => {
  expect(await loadBinding('pcsc-mini', all)).toMatchObject({ name: 'pcsc-mini' });
  expect(await loadBinding('nfc-pcsc', { ...all, 'nfc-pcsc': missing })).toBeNull();
});
