import { SelfClient } from './self-client.js';
import type { ThrowAwayDepot } from './throw-away-depot.js';

/** An operator of its own puts a station into self-service. @returns the browser, with nobody before it */
export async function openKiosk(
  { url, clients }: Pick<ThrowAwayDepot, 'url' | 'clients'>,
  at: { readonly station: string; readonly operator: string },
): Promise<SelfClient> {
  const operator = { name: at.operator, password: 'a long enough sample' };
  await clients.admin.post('people', { ...operator, roles: ['operator'] });
  const browser = new SelfClient(url);
  await browser.signIn(operator.name, operator.password);
  await browser.post(`stations/${at.station}/self-service`);
  return browser;
}
