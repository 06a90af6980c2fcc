import { problems, type Me } from '@depot/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { live } from '../live/live.svelte';
import { Session } from './session.svelte';

class PlayedChannel {
  static latest: PlayedChannel;
  onmessage: (message: { data: unknown }) => void = () => undefined;
  readonly said: unknown[] = [];
  constructor() {
    PlayedChannel.latest = this;
  }
  postMessage(said: unknown): void {
    this.said.push(said);
  }
}

const me = (id: string, name: string): Me => ({ id, name, roles: ['operator'], language: 'en' });
const anna = me('7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a11', 'anna');
const ben = me('7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a12', 'ben');
const refused = { type: 'about:blank', code: 'sign-in-needed', detail: '', ...problems['sign-in-needed'] };

let session: Session;
/** Whose the browser's cookie is. */
let signedIn: Me | null;
/** As another window of the browser says it. */
const hear = (data: unknown) => {
  PlayedChannel.latest.onmessage({ data });
};

beforeEach(async () => {
  signedIn = ben;
  vi.stubGlobal('BroadcastChannel', PlayedChannel);
  vi.stubGlobal('fetch', (_url: string, { method }: RequestInit) => {
    if (method === 'DELETE') signedIn = null;
    if (method === 'DELETE') return Promise.resolve(Response.json({ goTo: null }));
    return Promise.resolve(signedIn === null ? Response.json(refused, { status: 401 }) : Response.json(signedIn));
  });
  for (const does of ['start', 'stop'] as const) vi.spyOn(live, does).mockImplementation(() => undefined);
  session = new Session();
  await session.begin();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('is nobody’s from the moment on that somebody else signs in in another window, and then theirs', async () => {
  expect(session.me).toEqual(ben);
  signedIn = anna;
  hear(anna.id);
  expect([session.me, session.known]).toEqual([null, false]);
  await vi.waitFor(() => {
    expect(session.me).toEqual(anna);
  });
});

it('has its owner sign in again after a sign-out in another window, and goes on when they have done so in any', async () => {
  signedIn = null;
  hear(null);
  await vi.waitFor(() => {
    expect(session.expired).toBe(true);
  });
  signedIn = ben;
  hear(ben.id);
  await vi.waitFor(() => {
    expect(session.expired).toBe(false);
  });
  expect(session.me).toEqual(ben);
});

it('tells the other windows who signs in and out, and stays as it is where they say what it knows', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  hear(ben.id);
  expect(asked).not.toHaveBeenCalled();
  await session.signOut();
  signedIn = anna;
  await session.signIn({ name: 'anna', password: 'as it happens', code: '' });
  expect(PlayedChannel.latest.said).toEqual([ben.id, null, anna.id]);
});
