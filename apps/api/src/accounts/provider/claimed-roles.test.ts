import type { Role } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { claimedRoles, isOverage, nameIn } from './claimed-roles.js';

const roles = new Map<string, Role>([
  ['depot.admin', 'admin'],
  ['1b4e28ba-2fa1-11d2-883f-0016d3cca427', 'operator'],
  ['a second group', 'operator'],
]);

describe('the roles behind a claim', () => {
  it.each([
    [['depot.admin'], ['admin']],
    [['1b4e28ba-2fa1-11d2-883f-0016d3cca427', 'a second group', 'nothing of ours'], ['operator']],
    ['depot.admin', ['admin']],
    [[], []],
    [[7, null, { admin: true }], []],
    [['Depot.Admin'], []],
    [['toString', '__proto__'], []],
  ])('%j are %j', (value, expected) => {
    expect(claimedRoles({ roles: value }, 'roles', roles)).toEqual(expected);
  });

  it('are untold where the claim is not there', () => {
    expect(claimedRoles({ sub: 'x' }, 'roles', roles)).toBe('untold');
    expect(claimedRoles({ roles: null }, 'roles', roles)).toBe('untold');
  });
});

describe('too many groups', () => {
  // As Microsoft documents them for an ID token of somebody in more than 200 groups.
  const elsewhere = {
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: 'https://graph.example.org' } },
  };

  it.each([
    [elsewhere, 'groups', true],
    [{ hasgroups: true }, 'groups', true],
    [{ hasgroups: 'true' }, 'groups', true],
    [{ hasgroups: true }, 'roles', false],
    [elsewhere, 'roles', false],
    [{ groups: ['a'], ...elsewhere }, 'groups', false],
    [{ _claim_names: 'groups' }, 'groups', false],
    [{}, 'groups', false],
  ])('%j asked for %s: %s', (claims, claim, expected) => {
    expect(isOverage(claims, claim)).toBe(expected);
  });
});

describe('what somebody is called', () => {
  it.each([
    [{ preferred_username: 'Ada@Contoso.com', name: 'Ada L', sub: 's' }, 'ada@contoso.com'],
    [{ preferred_username: ' ', email: 'ada@example.org', sub: 's' }, 'ada@example.org'],
    [{ name: 'Ada L', sub: 's' }, 'ada l'],
    [{ sub: 'S-1' }, 's-1'],
    [{ preferred_username: 'x'.repeat(200), sub: 's' }, 'x'.repeat(79)],
  ])('in %j is %s', (claims, name) => {
    expect(nameIn(claims)).toBe(name);
  });
});
