import type { Me } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../depot/free-port.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { OidcServer, sampleClient } from './oidc-server.js';
import { WebWalk } from './web-walk.js';

const operators = '1b4e28ba-2fa1-11d2-883f-0016d3cca427';
const managers = '2c5f39cb-3fb2-42e3-994f-1127e4ddb538';

describe('roles by groups', () => {
  let oidc: OidcServer;
  let depot: ThrowAwayDepot;

  beforeAll(async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${String(port)}`;
    oidc = await OidcServer.start(url);
    depot = await ThrowAwayDepot.start({
      port,
      environment: {
        DEPOT_PUBLIC_URL: url,
        DEPOT_OIDC_ISSUER: oidc.issuer,
        DEPOT_OIDC_CLIENT_ID: sampleClient.id,
        DEPOT_OIDC_SECRET: sampleClient.secret,
        DEPOT_OIDC_CLAIM: 'groups',
        DEPOT_OIDC_ROLES: `${operators}=operator,${managers}=manager`,
      },
    });
  }, 120_000);
  afterAll(async () => {
    await depot.stop();
    await oidc.goAway();
  });

  async function endOf(who: string, walk = new WebWalk()): Promise<string> {
    const asked = await walk.go(`${depot.url}/api/session/provider?page=/`);
    return (await walk.go(asked.url, { form: { who } })).url.replace(depot.url, '');
  }

  it('are what the settings say of each group', async () => {
    oidc.people.set('in-both', { preferred_username: 'both@contoso.com', groups: [managers, 'other', operators] });
    const walk = new WebWalk();
    expect(await endOf('in-both', walk)).toBe('/#/');
    const answer = await fetch(`${depot.url}/api/session`, { headers: { cookie: walk.cookie } });
    expect((await answer.json()) as Me).toMatchObject({ name: 'both@contoso.com', roles: ['manager', 'operator'] });
  });

  it('cannot be read of somebody in more groups than Entra tells: they hear that app roles are the way', async () => {
    const elsewhere = {
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: 'https://graph.example.org/x' } },
    };
    oidc.people.set('in-many', { preferred_username: 'many@contoso.com', ...elsewhere });
    oidc.people.set('in-many-too', { preferred_username: 'too@contoso.com', hasgroups: true });
    expect(await endOf('in-many')).toBe('/#/sign-in/too-many-groups');
    expect(await endOf('in-many-too')).toBe('/#/sign-in/too-many-groups');
  });

  it.each([503, 429, 403])(
    'are kept, and their sessions, while userinfo alone tells them and answers %i',
    async (status) => {
      const who = `told-later-${String(status)}`;
      oidc.people.set(who, { preferred_username: `${who}@contoso.com` });
      oidc.moreOfPeople.set(who, { groups: [operators] });
      const walk = new WebWalk();
      expect(await endOf(who, walk)).toBe('/#/');
      const { cookie } = walk;
      oidc.userinfoRefusals.push(status);
      expect(await endOf(who)).toBe('/#/sign-in/provider-away');
      const answer = await fetch(`${depot.url}/api/session`, { headers: { cookie } });
      expect((await answer.json()) as Me).toMatchObject({ roles: ['operator'] });
      expect(await endOf(who)).toBe('/#/');
    },
  );

  it('are none where the provider tells no groups at all', async () => {
    oidc.people.set('in-none', { preferred_username: 'none@contoso.com', roles: ['operator'] });
    expect(await endOf('in-none')).toBe('/#/sign-in/no-role');
  });
});
