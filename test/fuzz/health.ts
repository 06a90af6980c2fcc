import type { BatchMade, Health, JobPage } from '@depot/contracts';
import { Client } from '../depot/client.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { canary } from './hostile.js';
import type { OpenKiosks } from './kiosk.js';

/** Somebody whose name no input tries: those of the first people are closed for a while, after so many wrong passwords. */
const unguessed = { name: 'guessed.by.nobody', password: 'a long enough sample' };

export async function addUnguessed(depot: ThrowAwayDepot): Promise<void> {
  await depot.clients.admin.post('people', { ...unguessed, roles: ['admin'] });
}

/** What must be in no answer to a stranger: what the depot's people, kiosks and recipients prove themselves with. */
export function secretsOf(depot: ThrowAwayDepot, { kiosk, recipient, unusedCode }: OpenKiosks): string[] {
  const cookies = [...Object.values(depot.clients).map(({ cookie }) => cookie), kiosk, recipient];
  const values = cookies.flatMap((cookie) => cookie.split('; ')).map((each) => each.split('=')[1] ?? '');
  return [...values, ...passwordsOf(depot), unusedCode].filter((secret) => secret.length >= 8);
}

function passwordsOf(depot: ThrowAwayDepot): string[] {
  return [...depot.api.output().matchAll(/^ {2}[a-z]+ +(\S+)$/gm)].map(([, password = '']) => password);
}

/**
 * That it still does what it is there for, in the same process, and that nothing of all that was typed is in its log.
 * @throws Error with what is wrong
 */
export async function expectHealth(depot: ThrowAwayDepot): Promise<void> {
  const [api] = depot.processes;
  if (api?.isRunning !== true) throw new Error('The API process ended.');
  const health = (await (await fetch(`${depot.url}/api/health`)).json()) as Health;
  if (health.status !== 'ok') throw new Error(`Its health: ${JSON.stringify(health)}`);
  const admin = await new Client(depot.url).signIn(unguessed.name, unguessed.password);
  const batch = { name: 'After all that', route: 'own-seed', csv: 'upn\nafter.sample@contoso.com' };
  const { id } = await admin.post<BatchMade>('batches', batch);
  const { total } = await admin.get<JobPage>(`batches/${id}/jobs`);
  if (total !== 1) throw new Error('A batch of one has not one job.');
  const said = depot.api.output();
  const at = said.indexOf(canary);
  if (at >= 0) throw new Error(`The log holds what was typed: ${said.slice(Math.max(0, at - 300), at + 100)}`);
}
