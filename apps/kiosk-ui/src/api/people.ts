import type { PersonView, Role } from '@depot/contracts';
import { client } from './client.js';

export interface PersonToAdd {
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

export async function listPeople(): Promise<PersonView[]> {
  return (await client.get('/people')) as PersonView[];
}

export async function addPerson(person: PersonToAdd): Promise<PersonView> {
  return (await client.post('/people', { json: person })) as PersonView;
}
