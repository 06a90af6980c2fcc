import type { Me } from '@depot/contracts';
import { client } from './client.js';

export async function readSession(): Promise<Me> {
  return (await client.get('/session')) as Me;
}

export async function signIn(name: string, password: string): Promise<Me> {
  return (await client.post('/session', { json: { name, password } })) as Me;
}

export function signOut(): Promise<void> {
  return client.remove('/session');
}

export async function preferLanguage(language: Me['language']): Promise<void> {
  await client.patch('/session', { json: { language } });
}
