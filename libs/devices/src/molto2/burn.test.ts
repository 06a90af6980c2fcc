import { codeAt } from '@depot/totp';
import { describe, expect, test, vi } from 'vitest';
import { noon } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { failing, keeping, noting } from '../card.fixture.js';
import { burnMolto, type MoltoBurnOrder } from './burn.js';
import { sm4KeyOf } from './customer-key.js';
import { benchOf, moltoOrder, moltoSerial, plugAgain, pluggedMolto, takenProfile } from './molto.fixture.js';
import type { VirtualMolto } from './virtual-molto.js';

const ownKey = new TextEncoder().encode('contoso depot key');
const keyed = (key = ownKey) => pluggedMolto({ key: toHex(sm4KeyOf(key)) });

async function burned(molto: VirtualMolto, order: MoltoBurnOrder = moltoOrder()) {
  const noted = noting((await benchOf(molto)).card);
  return { outcome: await burnMolto(noted.card, order), instructions: noted.instructions };
}

test('a burn is info, profile block, challenge, authenticate, configure, title, seed', async () => {
  const molto = pluggedMolto({ clockErrorSeconds: -3 });
  const { outcome, instructions } = await burned(molto);
  expect(outcome).toEqual({ kind: 'burned', serial: moltoSerial, profile: 7, clockBefore: noon - 3 });
  expect(instructions).toEqual(['41', '41', '4b', 'ce', 'd4', 'd5', 'c5']);
  expect(molto.screen()).toEqual([{ profile: 7, title: 'C-0042', code: molto.display(7), secondsLeft: 13 }]);
});

test.each([
  { algorithm: 'SHA1', period: 30, displaySeconds: 15, digits: 6 },
  { algorithm: 'SHA256', period: 60, displaySeconds: 120, digits: 8 },
  { algorithm: 'SHA256', period: 30, displaySeconds: 60, digits: 10 },
  { algorithm: 'SHA1', period: 60, displaySeconds: 30, digits: 4 },
] as const)('a profile burned for $algorithm, $period s and $digits digits shows such codes', async (settings) => {
  const molto = pluggedMolto();
  const order = moltoOrder({ settings, profile: 99 });
  expect((await burned(molto, order)).outcome.kind).toBe('burned');
  expect(molto.display(99)).toBe(codeAt(order.seed, settings, noon));
});

test('without a title asked for, the one that is there stays', async () => {
  const molto = pluggedMolto({ profiles: { '7': { ...takenProfile, seed: '' } } });
  const { instructions } = await burned(molto, moltoOrder({ title: null }));
  expect(instructions).toEqual(['41', '41', '4b', 'ce', 'd4', 'c5']);
  expect(molto.screen()[0]).toMatchObject({ profile: 7, title: 'other' });
});

test('other profiles are left as they are', async () => {
  const molto = pluggedMolto({ profiles: { '6': takenProfile, '8': takenProfile } });
  await burned(molto);
  expect(molto.snapshot().profiles).toMatchObject({ '6': takenProfile, '8': takenProfile });
});

test('the clock is asked for after authentication and rounded to the second', async () => {
  const molto = pluggedMolto();
  const now = vi.fn(() => noon + 99.6);
  await burned(molto, moltoOrder({ now }));
  expect(now).toHaveBeenCalledTimes(1);
  expect(molto.clock(undefined, 7)).toBe(noon + 100);
});

describe('an occupied profile', () => {
  const occupied = () => pluggedMolto({ profiles: { '7': takenProfile } });

  test('is refused before any key is tried', async () => {
    const molto = occupied();
    const before = molto.snapshot();
    const { outcome, instructions } = await burned(molto);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'occupied-profile', triesLeft: null });
    expect(instructions).toEqual(['41', '41']);
    expect(molto.snapshot()).toEqual(before);
  });

  test('is written over when that was confirmed', async () => {
    const molto = occupied();
    const order = moltoOrder({ overwrite: true });
    expect((await burned(molto, order)).outcome).toMatchObject({ kind: 'burned' });
    expect(molto.display(7)).toBe(codeAt(order.seed, { ...order.settings, digits: 6 }, noon));
    expect(molto.screen()[0]?.title).toBe('C-0042');
  });
});

describe('refused, with nothing written', () => {
  test.each<[string, Partial<MoltoBurnOrder>, string, string[]]>([
    ['another device', { serial: '10000043' }, 'wrong-token', ['41']],
    ['an empty seed', { seed: new Uint8Array(0) }, 'invalid-seed', []],
    ['a long seed', { seed: new Uint8Array(64) }, 'invalid-seed', []],
    ['a long title', { title: 'thirteen char' }, 'invalid-title', []],
    ['a profile no model has', { profile: 100 }, 'profile-missing', []],
    ['an empty customer key', { customerKey: new Uint8Array(0) }, 'invalid-key', []],
    ['a time out of range', { now: () => -1 }, 'invalid-settings', ['41', '41', '4b', 'ce']],
  ])('%s', async (_, part, code, passed) => {
    const molto = pluggedMolto({ profiles: { '1': takenProfile } });
    const before = molto.snapshot();
    const { outcome, instructions } = await burned(molto, moltoOrder(part));
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(instructions).toEqual(passed);
    expect(molto.snapshot()).toEqual(before);
  });

  test('a profile the smaller model has not', async () => {
    const { outcome, instructions } = await burned(pluggedMolto({ model: 'Molto2' }), moltoOrder({ profile: 50 }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'profile-missing' });
    expect(instructions).toEqual(['41', '41']);
  });

  test('a device that refuses to be configured', async () => {
    const molto = pluggedMolto();
    molto.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6a80 }, instruction: 0xd4 });
    expect((await burned(molto)).outcome).toMatchObject({ kind: 'refused', code: 'rejected' });
  });
});

describe('a customer key', () => {
  test('of the depot opens what was set to it', async () => {
    const { outcome } = await burned(keyed(), moltoOrder({ customerKey: ownKey }));
    expect(outcome).toMatchObject({ kind: 'burned' });
  });

  test('that is wrong is tried once, costs one try, and no other is tried', async () => {
    const molto = keyed();
    const before = molto.snapshot();
    const { outcome, instructions } = await burned(molto);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'wrong-customer-key', triesLeft: 7 });
    expect(instructions).toEqual(['41', '41', '4b', 'ce']);
    expect(molto.snapshot()).toEqual({ ...before, triesLeft: 7 });
  });

  test('that is right gives all tries back', async () => {
    const molto = pluggedMolto({ triesLeft: 4 });
    await burned(molto, moltoOrder({ triesLeft: 4 }));
    expect(molto.triesLeft).toBe(8);
  });

  test.each([1, 2, 3])('is not tried when %i tries are known to be left', async (triesLeft) => {
    const molto = pluggedMolto({ triesLeft });
    const { outcome, instructions } = await burned(molto, moltoOrder({ triesLeft }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'few-tries-left', triesLeft });
    expect(instructions).toEqual(['41', '41']);
    expect(molto.triesLeft).toBe(triesLeft);
  });

  test('is tried with few tries left when that was confirmed', async () => {
    const molto = pluggedMolto({ triesLeft: 1 });
    const { outcome } = await burned(molto, moltoOrder({ triesLeft: 1, keyTrial: true }));
    expect(outcome).toMatchObject({ kind: 'burned' });
    expect(molto.triesLeft).toBe(8);
  });

  test('wrong for the last time is reported as locked', async () => {
    const molto = pluggedMolto({ triesLeft: 1 });
    const order = moltoOrder({ customerKey: ownKey, triesLeft: 1, keyTrial: true });
    expect((await burned(molto, order)).outcome).toMatchObject({ kind: 'refused', code: 'locked', triesLeft: 0 });
    expect(molto.triesLeft).toBe(0);
  });

  test.each([0x6304, 0x63b4, 0x6300])('refused with %i tells no number of tries', async (statusWord) => {
    const molto = pluggedMolto();
    molto.faults.arm({ fault: { kind: 'status-word', statusWord }, instruction: 0xce });
    expect((await burned(molto)).outcome).toMatchObject({ kind: 'refused', code: 'rejected', triesLeft: null });
  });

  test('is of no use to a locked device, known to be or not', async () => {
    const locked = { kind: 'refused', code: 'locked', triesLeft: 0 };
    expect((await burned(pluggedMolto({ triesLeft: 0 }))).outcome).toMatchObject(locked);
    const { outcome, instructions } = await burned(pluggedMolto({ triesLeft: 0 }), moltoOrder({ triesLeft: 0 }));
    expect(outcome).toMatchObject(locked);
    expect(instructions).not.toContain('ce');
  });

  test('is in no outcome, whatever goes wrong', async () => {
    for (const order of [moltoOrder({ customerKey: ownKey }), moltoOrder({ customerKey: ownKey, triesLeft: 2 })]) {
      const { outcome } = await burned(pluggedMolto(), order);
      expect(outcome.kind).toBe('refused');
      for (const trace of ['contoso', toHex(ownKey).slice(0, 8), toHex(sm4KeyOf(ownKey)).slice(0, 8)]) {
        expect(JSON.stringify(outcome)).not.toContain(trace);
      }
    }
  });
});

describe('after a good configure', () => {
  test.each([0xd5, 0xc5])('a refusal of instruction %i is uncertain, and the burn again settles it', async (ins) => {
    const molto = pluggedMolto();
    molto.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6a80 }, instruction: ins });
    const bench = await benchOf(molto);
    expect(await burnMolto(bench.card, moltoOrder())).toMatchObject({ kind: 'uncertain', code: 'rejected' });
    const again = await burnMolto(await plugAgain(bench, molto), moltoOrder({ overwrite: true }));
    expect(again).toMatchObject({ kind: 'burned' });
  });

  test('6983 is not answered with the key once more', async () => {
    const molto = pluggedMolto();
    molto.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6983 }, instruction: 0xc5 });
    const { outcome, instructions } = await burned(molto);
    expect(outcome).toMatchObject({ kind: 'uncertain', code: 'not-authenticated' });
    expect(instructions.filter((instruction) => instruction === 'ce')).toHaveLength(1);
  });
});

test('an undocumented status word in answer to configure is uncertain', async () => {
  const molto = pluggedMolto();
  molto.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6581 }, instruction: 0xd4 });
  expect((await burned(molto)).outcome).toMatchObject({
    kind: 'uncertain',
    code: 'rejected',
    detail: expect.stringMatching(/6581/) as string,
  });
});

describe('a fault of the program', () => {
  test('before anything is written is thrown', async () => {
    const { card } = await benchOf(pluggedMolto());
    await expect(burnMolto(failing(card, 0xce), moltoOrder())).rejects.toThrow(TypeError);
  });

  test('afterwards is uncertain, and not quoted', async () => {
    const { card } = await benchOf(pluggedMolto());
    const outcome = await burnMolto(failing(card, 0xc5), moltoOrder());
    expect(outcome).toMatchObject({ kind: 'uncertain', code: 'unexpected' });
    expect(JSON.stringify(outcome)).not.toContain('oops');
  });
});

test('every APDU that was sent is wiped; seed and key given are not', async () => {
  const { card, sent } = keeping((await benchOf(keyed())).card);
  const order = moltoOrder({ customerKey: ownKey.slice() });
  await burnMolto(card, order);
  expect(sent).toHaveLength(7);
  expect(sent.every((apdu) => apdu.every((byte) => byte === 0))).toBe(true);
  expect(new TextDecoder().decode(order.seed)).toBe('12345678901234567890');
  expect(order.customerKey).toEqual(ownKey);
});
