import { Me, SignInWays, SignedOut } from '@depot/contracts';
import { ask } from './request';

/** What somebody types to sign in; the code only where they have a second factor. */
export interface TypedSignIn {
  readonly name: string;
  readonly password: string;
  readonly code: string;
}

export const askWhoIAm = () => ask(Me, 'GET', 'session');
export const askWays = () => ask(SignInWays, 'GET', 'session/ways');
export const signIn = (typed: TypedSignIn) => ask(Me, 'POST', 'session', typed);
export const preferLanguage = (language: Me['language']) => ask(Me, 'PATCH', 'session', { language });
export const signOut = () => ask(SignedOut, 'DELETE', 'session');
