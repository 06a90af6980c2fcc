import { expect, test } from 'vitest';
import { litToken, noon } from '../bench.fixture.js';
import { noting } from '../card.fixture.js';
import { VirtualReaders } from '../virtual/virtual-readers.js';
import { identifyMolto } from './identify.js';
import { isMoltoReader } from './models.js';
import { benchOf, moltoSerial, pluggedMolto, takenProfile } from './molto.fixture.js';

test.each([
  ['Molto2', 50],
  ['Molto2 v2', 100],
] as const)('a %s is told by its %i profiles, read without a key and without a change', async (model, count) => {
  const profiles = { '3': takenProfile, '49': { ...takenProfile, seed: '', title: 'left over' } };
  const molto = pluggedMolto({ model, profiles, clockErrorSeconds: -4, triesLeft: 2 });
  const before = molto.snapshot();
  const { card, instructions } = noting((await benchOf(molto)).card);
  const found = await identifyMolto(card);
  expect(found).toMatchObject({ serial: moltoSerial, model: { name: model, profiles: count }, clock: noon - 4 });
  expect(found.profiles).toHaveLength(count);
  expect(found.profiles[3]).toEqual({ occupied: true, title: 'other' });
  expect(found.profiles[49]).toEqual({ occupied: false, title: 'left over' });
  expect(found.profiles[0]).toEqual({ occupied: false, title: null });
  expect(new Set(instructions)).toEqual(new Set(['41']));
  expect(molto.snapshot()).toEqual(before);
});

test('a token of one profile is no Molto2', async () => {
  const readers = new VirtualReaders({ count: 1 });
  readers.place('Virtual reader 1', litToken());
  await expect(identifyMolto(await readers.connect('Virtual reader 1'))).rejects.toMatchObject({
    code: 'unknown-device',
  });
});

test('what tells of another number of profiles is not known here', async () => {
  const molto = pluggedMolto();
  molto.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6a86 }, apdu: 30 });
  await expect(identifyMolto((await benchOf(molto)).card)).rejects.toMatchObject({ code: 'unknown-model' });
});

test.each([1, 2, 60])('a link lost at APDU %i is no sign of a smaller model', async (apdu) => {
  const molto = pluggedMolto();
  molto.faults.arm({ fault: { kind: 'eject', heard: true }, apdu });
  await expect(identifyMolto((await benchOf(molto)).card)).rejects.toMatchObject({ code: 'link-lost' });
});

test.each([
  ['TOKEN2 Molto2 [CCID Interface] 00 00', true],
  ['Token2 MOLTO2 01 00', true],
  ['TOKEN2 FIDO2 Security Key 00 00', false],
  ['TOKEN2 MFA NFC Reader 00 00', false],
  ['ACS ACR1252 Dual Reader PICC 00 00', false],
])('“%s” is a Molto2: %s', (name, is) => {
  expect(isMoltoReader(name)).toBe(is);
});
