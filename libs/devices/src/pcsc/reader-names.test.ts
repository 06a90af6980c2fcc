import { expect, test } from 'vitest';
import { isSamSlot } from './reader-names.js';

test.each([
  ['ACS ACR1252 1S CL Reader [ACR1252 SAM Interface] 01 00', true],
  ['ACS ACR1252 Dual Reader SAM 0', true],
  ['ACS ACR1281 1S Dual Reader(SAM)', true],
  ['ACS ACR1252 1S CL Reader [ACR1252 Reader Interface] 00 00', false],
  ['Samsung reader', false],
])('%s is a slot for a security module: %s', (name, isOne) => {
  expect(isSamSlot(name)).toBe(isOne);
});
