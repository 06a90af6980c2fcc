import { Me } from '@depot/contracts';
import { ask, send } from './request';

export const askWhoIAm = () => ask(Me, 'GET', 'session');
export const signIn = (name: string, password: string) => ask(Me, 'POST', 'session', { name, password });
export const preferLanguage = (language: Me['language']) => ask(Me, 'PATCH', 'session', { language });
export const signOut = () => send('DELETE', 'session');
