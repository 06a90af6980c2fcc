import type { Me } from '@depot/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { RecentSessions, everybody } from './recent-sessions.js';

const ada: Me = { id: 'person-a', name: 'sample-a', roles: ['operator'], language: 'en' };

describe('Recent sessions', () => {
  let now = 0;
  let asked = 0;
  let sessions = new RecentSessions(() => now);
  const ask =
    (answer: Me | null = ada) =>
    () => {
      asked += 1;
      return Promise.resolve(answer);
    };

  beforeEach(() => {
    now = 1000;
    asked = 0;
    sessions = new RecentSessions(() => now);
  });

  it('ask once in five seconds', async () => {
    expect(await sessions.find('s', ask())).toBe(ada);
    now += 4999;
    expect(await sessions.find('s', ask())).toBe(ada);
    expect(asked).toBe(1);
    now += 1;
    await sessions.find('s', ask());
    expect(asked).toBe(2);
  });

  it('never remember that there is none', async () => {
    expect(await sessions.find('s', ask(null))).toBeNull();
    expect(await sessions.find('s', ask())).toBe(ada);
  });

  it.each(['s', 'person-a', everybody])('forget %s at once', async (id) => {
    await sessions.find('s', ask());
    sessions.forget(id);
    expect(await sessions.find('s', ask(null))).toBeNull();
  });

  it('do not keep an answer that was under way when its session ended', async () => {
    await sessions.find('s', () => {
      sessions.forget('s');
      return Promise.resolve(ada);
    });
    expect(await sessions.find('s', ask(null))).toBeNull();
  });

  it('tell whoever goes on without asking what was forgotten, after it was, until they no longer listen', async () => {
    const told: string[] = [];
    const stop = sessions.onForget((id) => told.push(id));
    await sessions.find('s', ask());
    const looked = new Promise<Me | null>((resolve) => {
      sessions.onForget((id) => {
        if (id === 'person-a') resolve(sessions.find('s', ask(null)));
      });
    });
    sessions.forget('person-a');
    expect(await looked).toBeNull();
    sessions.forget(everybody);
    sessions.forgetAll();
    stop();
    sessions.forget('s');
    expect(told).toEqual(['person-a', everybody, everybody]);
  });

  it('forget all when the connection to the others was lost', async () => {
    await sessions.find('s', ask());
    sessions.forgetAll();
    expect(await sessions.find('s', ask(null))).toBeNull();
  });
});
