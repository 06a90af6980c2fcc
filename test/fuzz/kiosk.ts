import { pairSample } from '../access/sample-station.js';
import { SelfClient, makeSelfCodes } from '../depot/self-client.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';

/** A kiosk with nobody at it, and one with a recipient before it; and a code that nobody has used. */
export interface OpenKiosk {
  readonly kiosk: string;
  readonly recipient: string;
  readonly unusedCode: string;
}

export async function openKiosk(depot: ThrowAwayDepot): Promise<OpenKiosk> {
  const { admin, manager } = depot.clients;
  const csv = 'upn\nfirst.sample@contoso.com\nsecond.sample@contoso.com';
  const batch = { name: 'Kiosk', route: 'own-seed', csv, selfService: true };
  const { id } = await manager.post<{ id: string }>('batches', batch);
  const [used, unused] = await makeSelfCodes(manager, id);
  const open = async (name: string): Promise<SelfClient> => {
    const stationId = await pairSample(admin, name);
    await admin.post('people', { name, password: 'a long enough sample', roles: ['operator'] });
    const browser = new SelfClient(depot.url);
    await browser.signIn(name, 'a long enough sample');
    await browser.post(`stations/${stationId}/self-service`);
    return browser;
  };
  const empty = await open('kiosk.one');
  const visited = await open('kiosk.two');
  await visited.signInWith(used?.code ?? '');
  return { kiosk: empty.cookie, recipient: visited.cookie, unusedCode: unused?.code ?? '' };
}
