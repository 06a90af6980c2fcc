import { KioskView, SelfCodesMade, SelfView, StationView } from '@depot/contracts';
import { ask, askForLong, send, sendAtOnce } from './request';

export const startSelfService = (stationId: string) => ask(KioskView, 'POST', `stations/${stationId}/self-service`);
export const endSelfService = (stationId: string) => ask(StationView, 'POST', `stations/${stationId}/self-service/end`);
export const makeSelfCodes = (batchId: string, request: { days: number; jobIds?: string[] }) =>
  askForLong(SelfCodesMade, `batches/${batchId}/self-codes`, request);

export const readKiosk = () => ask(KioskView, 'GET', 'self/kiosk');
export const signInWithCode = (code: string) => ask(SelfView, 'POST', 'self/sign-in', { code });
export const readVisit = () => ask(SelfView, 'GET', 'self/visit');
export const stay = () => ask(SelfView, 'POST', 'self/visit/stay');
export const captureOwn = (text: string) => ask(SelfView, 'POST', 'self/visit/capture', { text });
export const chooseOwn = (serial: string) => ask(SelfView, 'POST', 'self/visit/choose', { serial });
export const burnOwnAgain = () => ask(SelfView, 'POST', 'self/visit/burn-again');
export const typeOwnCode = (code: string) => ask(SelfView, 'POST', 'self/visit/codes', { code });
export const acceptOwn = () => ask(SelfView, 'POST', 'self/visit/accept');
export const leaveVisit = (how: 'left' | 'idle' | 'done') => send('POST', 'self/visit/leave', { how });
export const leaveAtOnce = (): void => {
  sendAtOnce('self/visit/leave', { how: 'left' });
};
