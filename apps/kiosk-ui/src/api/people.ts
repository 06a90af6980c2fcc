import { PersonView } from '@depot/contracts';
import type { NewPerson } from '@depot/contracts';
import { ask } from './request';

const personViews = PersonView.array();

export const listPeople = () => ask(personViews, 'GET', 'people');
export const addPerson = (person: (typeof NewPerson)['_input']) => ask(PersonView, 'POST', 'people', person);
