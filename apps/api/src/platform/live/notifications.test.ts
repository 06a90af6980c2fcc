import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { Pools } from '../database/connect.js';
import { Notifications } from './notifications.js';

class PlayedClient extends EventEmitter {
  released: (boolean | undefined)[] = [];
  constructor(private readonly answers: () => Promise<void>) {
    super();
  }
  query(): Promise<void> {
    return this.answers();
  }
  release(destroy?: boolean): void {
    this.released.push(destroy);
  }
}

const heard = { hear: () => undefined, onReconnect: () => undefined };
const poolOf = (client: PlayedClient) => ({ record: { connect: () => Promise.resolve(client) } }) as unknown as Pools;

it('gives its connection back where the server goes before it listens', async () => {
  const client = new PlayedClient(() => Promise.reject(new Error('the server went')));
  await expect(new Notifications(poolOf(client), ['one'], heard).start()).rejects.toThrow('the server went');
  expect(client.released).toEqual([true]);
});

it('gives its connection back where it was closed before it listened', async () => {
  const client = new PlayedClient(() => Promise.resolve());
  const notifications = new Notifications(poolOf(client), ['one'], heard);
  const starting = notifications.start();
  notifications.close();
  await expect(starting).rejects.toThrow(/Nobody listens/);
  expect(client.released).toEqual([true]);
});

it('gives it back once, when it is closed', async () => {
  const client = new PlayedClient(() => Promise.resolve());
  const notifications = new Notifications(poolOf(client), ['one'], heard);
  await notifications.start();
  notifications.close();
  expect(client.released).toEqual([true]);
});
