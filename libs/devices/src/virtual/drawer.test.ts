import { codeAt } from '@depot/totp';
import { expect, test } from 'vitest';
import { noon } from '../bench.fixture.js';
import { fromHex } from '../bytes.js';
import { modelOf, singleModels } from '../token2-single/models.js';
import { VirtualClassicToken } from './classic-token.js';
import { Drawer, type DrawerOrder, type DrawerSnapshot } from './drawer.js';
import { repeatableBytes } from './random-bytes.js';

const world = (name = 'drawer') => ({ now: () => noon, random: repeatableBytes(name) });
const drawer = (order: Partial<DrawerOrder> = {}) => Drawer.make({ programmable: 40, classic: 10, ...order }, world());

test('a drawer holds as many tokens as asked for, each with its own serial', () => {
  const { tokens } = drawer();
  expect(tokens.filter((token) => token.kind === 'programmable')).toHaveLength(40);
  expect(tokens.filter((token) => token.kind === 'classic')).toHaveLength(10);
  expect(new Set(tokens.map((token) => token.serial)).size).toBe(50);
  expect(tokens.every((token) => /^\d{14}$/.test(token.serial))).toBe(true);
});

test('programmable tokens are of every model, classic ones of none', () => {
  const models = new Set<string | undefined>();
  for (const token of drawer().tokens) {
    if (token.kind === 'classic') expect(modelOf(token.serial)).toBeNull();
    else models.add(token.model?.name);
  }
  expect(models).toEqual(new Set(singleModels.map((model) => model.name)));
});

test('each clock is a little wrong, at most 25 s', () => {
  const errors = drawer().tokens.map((token) => token.clockErrorSeconds);
  expect(Math.min(...errors)).toBeGreaterThanOrEqual(-25);
  expect(Math.max(...errors)).toBeLessThanOrEqual(25);
  expect(new Set(errors).size).toBeGreaterThan(10);
});

test('the same randomness makes the same drawer, other randomness another', () => {
  expect(drawer().snapshot()).toEqual(drawer().snapshot());
  expect(Drawer.make({ programmable: 40 }, world('other')).snapshot()).not.toEqual(
    Drawer.make({ programmable: 40 }, world()).snapshot(),
  );
});

test('programmable tokens have a factory seed only when asked for', () => {
  const shows = (order: Partial<DrawerOrder>) => {
    const [token] = drawer(order).tokens;
    token?.switchOn();
    return token?.display();
  };
  expect(shows({})).toBeNull();
  expect(shows({ factorySeeds: true })).toMatch(/^\d{6}$/);
});

test('a token is found by its serial', () => {
  const all = drawer();
  const [token] = all.tokens;
  expect(all.find(token?.serial ?? '')).toBe(token);
  expect(all.find('nothing')).toBeNull();
});

test('a drawer comes back from its snapshot, through JSON', () => {
  const before = drawer({ factorySeeds: true });
  const snapshot = JSON.parse(JSON.stringify(before.snapshot())) as DrawerSnapshot;
  const after = Drawer.restore(snapshot, world('restored'));
  expect(after.snapshot()).toEqual(before.snapshot());
  for (const token of [...before.tokens, ...after.tokens]) token.switchOn();
  expect(after.tokens.map((token) => token.display())).toEqual(before.tokens.map((token) => token.display()));
});

test('a classic token shows the codes of its factory seed, by its own clock', () => {
  const token = new VirtualClassicToken(
    {
      serial: '86500020000001',
      seed: '3132333435363738393031323334353637383930',
      algorithm: 'SHA256',
      period: 60,
      clockErrorSeconds: 70,
    },
    () => noon,
  );
  expect(token.display()).toBeNull();
  token.switchOn();
  const seed = fromHex('3132333435363738393031323334353637383930');
  expect(token.display()).toBe(codeAt(seed, { algorithm: 'SHA256', digits: 6, period: 60 }, noon + 70));
  token.switchOff();
  expect(token.display()).toBeNull();
});
