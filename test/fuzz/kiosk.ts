import { pairSample } from '../access/sample-station.js';
import { openKiosk } from '../depot/open-kiosk.js';
import { makeSelfCodes } from '../depot/self-client.js';
import type { SelfClient } from '../depot/self-client.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';

/** A kiosk with nobody at it, and one with a recipient before it; and a code that nobody has used. */
export interface OpenKiosks {
  readonly kiosk: string;
  readonly recipient: string;
  readonly unusedCode: string;
}

export async function openKiosks(depot: ThrowAwayDepot): Promise<OpenKiosks> {
  const { admin, manager } = depot.clients;
  const csv = 'upn\nfirst.sample@contoso.com\nsecond.sample@contoso.com';
  const batch = { name: 'Kiosk', route: 'own-seed', csv, selfService: true };
  const { id } = await manager.post<{ id: string }>('batches', batch);
  const [used, unused] = await makeSelfCodes(manager, id);
  const open = async (name: string): Promise<SelfClient> =>
    openKiosk(depot, { station: await pairSample(admin, name), operator: name });
  const empty = await open('kiosk.one');
  const visited = await open('kiosk.two');
  await visited.signInWith(used?.code ?? '');
  return { kiosk: empty.cookie, recipient: visited.cookie, unusedCode: unused?.code ?? '' };
}
