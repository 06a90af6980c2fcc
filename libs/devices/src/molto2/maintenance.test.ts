import { describe, expect, test } from 'vitest';
import { noon } from '../bench.fixture.js';
import { burnMolto } from './burn.js';
import { defaultCustomerKey } from './customer-key.js';
import { deleteMoltoSeed, factoryResetMolto, setCustomerKey, syncMoltoClocks } from './maintenance.js';
import { noting } from '../card.fixture.js';
import { benchOf, moltoOrder, moltoSerial, plugAgain, pluggedMolto, takenProfile } from './molto.fixture.js';

const access = { serial: moltoSerial, customerKey: null, triesLeft: null, keyTrial: false };
const newKey = new TextEncoder().encode('contoso depot key');

describe('syncing clocks', () => {
  const late = { ...takenProfile, clockOffsetSeconds: -90 };

  test('sets them in the profiles asked for, and leaves seeds and settings', async () => {
    const molto = pluggedMolto({ profiles: { '1': late, '2': late, '3': late } });
    const code = molto.display(1, noon + 90);
    const { card } = await benchOf(molto);
    await syncMoltoClocks(card, { ...access, profiles: [1, 3], now: () => noon });
    expect([1, 2, 3].map((profile) => molto.clock(noon, profile))).toEqual([noon, noon - 90, noon]);
    expect(molto.snapshot().profiles).toMatchObject({ '1': { ...late, clockOffsetSeconds: 0 }, '2': late });
    expect(molto.display(1, noon)).toBe(code);
  });

  test('of another device sends it nothing that counts', async () => {
    const noted = noting((await benchOf(pluggedMolto())).card);
    const other = { ...access, serial: '10000043', profiles: [0], now: () => noon };
    await expect(syncMoltoClocks(noted.card, other)).rejects.toMatchObject({ code: 'wrong-token' });
    expect(noted.instructions).toEqual(['41']);
  });

  test('spends none of the last tries', async () => {
    const molto = pluggedMolto({ triesLeft: 3 });
    const { card } = await benchOf(molto);
    const few = { ...access, triesLeft: 3, profiles: [0], now: () => noon };
    await expect(syncMoltoClocks(card, few)).rejects.toMatchObject({ code: 'few-tries-left' });
    expect(molto.triesLeft).toBe(3);
  });
});

describe('a new customer key', () => {
  const burnWith = async (molto: ReturnType<typeof pluggedMolto>, customerKey: Uint8Array | null) =>
    (await burnMolto((await benchOf(molto)).card, moltoOrder({ customerKey }))).kind;

  test('counts once ▲ was pressed', async () => {
    const molto = pluggedMolto();
    await setCustomerKey((await benchOf(molto)).card, { ...access, newKey });
    expect(molto.asks).toBe(true);
    molto.pressUp();
    expect(await burnWith(molto, null)).toBe('refused');
    expect(await burnWith(molto, newKey)).toBe('burned');
  });

  test('is forgotten when the device is unplugged instead', async () => {
    const molto = pluggedMolto();
    const bench = await benchOf(molto);
    await setCustomerKey(bench.card, { ...access, newKey });
    await plugAgain(bench, molto);
    molto.pressUp();
    expect(await burnWith(molto, null)).toBe('burned');
  });
});

describe('a seed', () => {
  test('is removed and its title stays; a second time there is none', async () => {
    const molto = pluggedMolto({ profiles: { '4': takenProfile } });
    const { card } = await benchOf(molto);
    expect(await deleteMoltoSeed(card, { serial: moltoSerial, profile: 4 })).toBe(true);
    expect(molto.screen()).toEqual([{ profile: 4, title: 'other', code: null, secondsLeft: null }]);
    expect(await deleteMoltoSeed(card, { serial: moltoSerial, profile: 4 })).toBe(false);
  });

  test('of another device stays', async () => {
    const molto = pluggedMolto({ profiles: { '4': takenProfile } });
    const { card } = await benchOf(molto);
    await expect(deleteMoltoSeed(card, { serial: '10000043', profile: 4 })).rejects.toMatchObject({
      code: 'wrong-token',
    });
    expect(molto.display(4)).not.toBeNull();
  });
});

test('a locked device with a key that nobody knows is as new after a reset and a press of ▲', async () => {
  const molto = pluggedMolto({ key: '00'.repeat(16), triesLeft: 0, profiles: { '4': takenProfile } });
  const { card } = await benchOf(molto);
  await factoryResetMolto(card, access);
  expect(molto.display(4)).not.toBeNull();
  molto.pressUp();
  expect(molto.screen()).toEqual([]);
  const outcome = await burnMolto(card, moltoOrder({ customerKey: defaultCustomerKey }));
  expect(outcome).toMatchObject({ kind: 'burned' });
});
