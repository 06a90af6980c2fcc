import { describe, expect, it } from 'vitest';
import { Admins } from './admins.js';

const provider = 'https://login.example.org/tenant';
const local = (id: string) => ({ id, issuer: null });
const known = (id: string, issuer = provider) => ({ id, issuer });

describe('Admins', () => {
  it('can lose one of them as long as another one can sign in', () => {
    const two = new Admins([local('a'), local('b')], null);
    for (const id of ['a', 'b', 'no admin']) expect(() => two.refuseToLose(id)).not.toThrow();
  });

  it('never lose the last one who can sign in, and may lose anybody else', () => {
    const one = new Admins([local('a')], null);
    expect(() => one.refuseToLose('a')).toThrow(expect.objectContaining({ code: 'last-admin' }) as Error);
    expect(() => one.refuseToLose('no admin')).not.toThrow();
  });

  it('count people of the provider that is there, whether or not a slash ends its name', () => {
    for (const issuer of ['https://login.example.org', 'https://login.example.org/'])
      expect(() =>
        new Admins([local('a'), known('b', issuer)], 'https://login.example.org/').refuseToLose('a'),
      ).not.toThrow();
  });

  it.each([null, 'https://other.example.org'])('do not count people of an earlier provider, with %s today', (today) => {
    const admins = new Admins([local('a'), known('b')], today);
    expect(() => admins.refuseToLose('a')).toThrow(expect.objectContaining({ code: 'last-admin' }) as Error);
    expect(() => admins.refuseToLose('b')).not.toThrow();
  });

  it('are no longer whoever lost the role a moment ago', () => {
    const admins = new Admins([local('a')], null);
    expect(() => admins.refuseUnless('a')).not.toThrow();
    for (const id of ['b', null])
      expect(() => admins.refuseUnless(id)).toThrow(expect.objectContaining({ code: 'not-your-role' }) as Error);
  });
});
