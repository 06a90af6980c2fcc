import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

const tenant = '11111111-2222-4333-8444-555555555555';
const whole = {
  DEPOT_PUBLIC_URL: 'https://depot.example.org/',
  DEPOT_OIDC_ISSUER: `https://login.microsoftonline.com/${tenant}/v2.0`,
  DEPOT_OIDC_CLIENT_ID: 'an-application',
  DEPOT_OIDC_SECRET: 'a-secret-nobody-repeats',
};

describe('the identity provider’s settings', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-depot-'));
    writeFileSync(join(folder, 'secret'), 'from-a-file\n');
    writeFileSync(join(folder, 'empty'), '\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are none unless somebody sets them', () => {
    expect(readConfig({}).provider).toBeNull();
  });

  it('take app roles by the depot’s own names, and send people back to the public address', () => {
    const { provider } = readConfig(whole);
    expect(provider).toMatchObject({
      issuer: whole.DEPOT_OIDC_ISSUER,
      callback: 'https://depot.example.org/api/session/provider/callback',
      home: 'https://depot.example.org/',
      claim: 'roles',
      scope: 'openid profile email',
      label: 'Single sign-on',
    });
    expect([...(provider?.roles ?? [])].map(([value, role]) => `${value}=${role}`).sort()).toEqual(
      ['admin=admin', 'helpdesk=helpdesk', 'manager=manager', 'operator=operator'].sort(),
    );
  });

  it('take groups by what the settings say of them, and the secret from a file', () => {
    const { DEPOT_OIDC_SECRET: _, ...rest } = whole;
    const { provider } = readConfig({
      ...rest,
      DEPOT_OIDC_SECRET_FILE: join(folder, 'secret'),
      DEPOT_OIDC_CLAIM: 'groups',
      DEPOT_OIDC_ROLES: ` ${tenant} = operator, cn=depot,ou=x=admin`.replace(',ou', ';ou'),
    });
    expect(provider?.clientSecret).toBe('from-a-file');
    expect([...(provider?.roles ?? [])]).toEqual([
      [tenant, 'operator'],
      ['cn=depot;ou=x', 'admin'],
    ]);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no issuer', { DEPOT_OIDC_ISSUER: undefined }, /DEPOT_OIDC_ISSUER is missing/],
    ['no client id', { DEPOT_OIDC_CLIENT_ID: undefined }, /DEPOT_OIDC_CLIENT_ID is missing/],
    ['no secret', { DEPOT_OIDC_SECRET: undefined }, /Set DEPOT_OIDC_SECRET or DEPOT_OIDC_SECRET_FILE/],
    ['two secrets', { DEPOT_OIDC_SECRET_FILE: '/x' }, /one of the two/],
    ['no public address', { DEPOT_PUBLIC_URL: undefined }, /DEPOT_PUBLIC_URL is missing/],
    [
      'an issuer without TLS',
      { DEPOT_OIDC_ISSUER: 'http://login.example.org' },
      /DEPOT_OIDC_ISSUER must begin with https/,
    ],
    [
      'a public address without TLS',
      { DEPOT_PUBLIC_URL: 'http://depot.example.org' },
      /DEPOT_PUBLIC_URL must begin with https/,
    ],
    [
      'anybody’s tenant',
      { DEPOT_OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0' },
      /must name one tenant/,
    ],
    [
      'every tenant',
      { DEPOT_OIDC_ISSUER: 'https://login.microsoftonline.com/organizations/v2.0' },
      /must name one tenant/,
    ],
    ['groups without roles', { DEPOT_OIDC_CLAIM: 'groups' }, /DEPOT_OIDC_ROLES is missing: say which values of groups/],
    [
      'a role that there is not',
      { DEPOT_OIDC_ROLES: 'x=boss' },
      /the roles are admin, operator, manager, helpdesk|the roles are/,
    ],
    ['a value without a role', { DEPOT_OIDC_ROLES: 'x' }, /must be VALUE=ROLE/],
    ['a scope that gives no ID token', { DEPOT_OIDC_SCOPE: 'profile' }, /DEPOT_OIDC_SCOPE must hold openid/],
  ])('refuse %s with a sentence that names it and repeats no secret', (_, change, sentence) => {
    const start = () => readConfig({ ...whole, ...change });
    expect(start).toThrow(sentence);
    expect(start).not.toThrow(/nobody-repeats/);
  });

  it.each(['missing', 'empty'])('refuse a secret’s file that is %s', (name) => {
    const { DEPOT_OIDC_SECRET: _, ...rest } = whole;
    expect(() => readConfig({ ...rest, DEPOT_OIDC_SECRET_FILE: join(folder, name) })).toThrow(
      /DEPOT_OIDC_SECRET_FILE cannot be read, or is empty/,
    );
  });
});
