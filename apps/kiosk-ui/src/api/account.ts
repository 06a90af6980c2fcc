import { FactorOffer, FactorView, RecoveryCodes, SessionView, SessionsEnded } from '@depot/contracts';
import type { ChangePassword, Oneself } from '@depot/contracts';
import { ask, send } from './request';

const sessionViews = SessionView.array();

export const listOwnSessions = () => ask(sessionViews, 'GET', 'session/sessions');
export const endOwnSession = (id: string) => ask(SessionsEnded, 'POST', `session/sessions/${id}/end`);
export const endOtherSessions = () => ask(SessionsEnded, 'POST', 'session/sessions/end-others');
export const changePassword = (given: ChangePassword) => ask(SessionsEnded, 'POST', 'session/password', given);
export const readFactor = () => ask(FactorView, 'GET', 'session/second-factor');
export const offerFactor = (oneself: Oneself) => ask(FactorOffer, 'POST', 'session/second-factor/offer', oneself);
export const confirmFactor = (code: string) => ask(RecoveryCodes, 'POST', 'session/second-factor/confirm', { code });
export const renewRecoveryCodes = (oneself: Oneself) =>
  ask(RecoveryCodes, 'POST', 'session/second-factor/recovery-codes', oneself);
export const removeFactor = (oneself: Oneself) => send('POST', 'session/second-factor/remove', oneself);
