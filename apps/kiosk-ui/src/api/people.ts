import { PeopleRules, PersonRow, PersonSession, PersonView, SessionsEnded } from '@depot/contracts';
import type { NewPassword, NewPerson, SetPeopleRules, SetRoles } from '@depot/contracts';
import { ask, send } from './request';

const rows = PersonRow.array();
const sessions = PersonSession.array();

export const listPeople = () => ask(rows, 'GET', 'people');
export const addPerson = (person: (typeof NewPerson)['_input']) => ask(PersonView, 'POST', 'people', person);
export const readPeopleRules = () => ask(PeopleRules, 'GET', 'people/rules');
export const setPeopleRules = (rules: SetPeopleRules) => ask(PeopleRules, 'POST', 'people/rules', rules);
export const listSessions = () => ask(sessions, 'GET', 'people/sessions');
export const revokeSession = (id: string) => ask(SessionsEnded, 'POST', `people/sessions/${id}/end`);
export const endSessionsOf = (id: string) => ask(SessionsEnded, 'POST', `people/${id}/end-sessions`);
export const closePerson = (id: string, reason: string) => send('POST', `people/${id}/close`, { reason });
export const reopenPerson = (id: string, reason: string) => send('POST', `people/${id}/reopen`, { reason });
export const setRoles = (id: string, given: SetRoles) => send('POST', `people/${id}/roles`, given);
export const setPassword = (id: string, given: NewPassword) => send('POST', `people/${id}/password`, given);
export const resetFactor = (id: string, reason: string) => send('POST', `people/${id}/reset-factor`, { reason });
