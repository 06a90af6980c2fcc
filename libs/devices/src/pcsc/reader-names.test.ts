import { expect, test } from 'vitest';
import { isMolto2Reader, isSamSlot } from './reader-names.js';

test.each([
  ['ACS ACR1252 1S CL Reader [ACR1252 SAM Interface] 01 00', true],
  ['ACS ACR1252 Dual Reader SAM 0', true],
  ['ACS ACR1281 1S Dual Reader(SAM)', true],
  ['ACS ACR1252 1S CL Reader [ACR1252 Reader Interface] 00 00', false],
  ['Samsung reader', false],
])('%s is a slot for a security module: %s', (name, isOne) => {
  expect(isSamSlot(name)).toBe(isOne);
});

test.each([
  ['TOKEN2 Molto2 [CCID] 00 00', true],
  ['token2 MOLTO2', true],
  ['TOKEN2 NFC Reader', false],
])('%s is a Molto2: %s', (name, isOne) => {
  expect(isMolto2Reader(name)).toBe(isOne);
});
