import { TokenSheet, DeviceView, IdentifiedToken, JobPage, TokenSetAside, TokenView } from '@depot/contracts';
import type { SetTokenAside } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

const TokenPage = JobPage.omit({ jobs: true }).extend({ tokens: TokenView.array() });

export const listTokens = (search: string, page: number) => ask(TokenPage, 'GET', `tokens${query({ search, page })}`);
export const readToken = (serial: string) => ask(TokenView, 'GET', `tokens/${encodeURIComponent(serial)}`);
export const readDevice = (serial: string) => ask(DeviceView, 'GET', `tokens/${encodeURIComponent(serial)}/profiles`);
export const whatIsThis = (first: string, second: string, stationId: string) =>
  ask(IdentifiedToken, 'POST', 'tokens/what-is-this', { first, second, stationId });
export const setTokenAside = (serial: string, why: SetTokenAside) =>
  ask(TokenSetAside, 'POST', `tokens/${encodeURIComponent(serial)}/set-aside`, why);
export const putTokenBack = (serial: string, reason: string) =>
  ask(TokenView, 'POST', `tokens/${encodeURIComponent(serial)}/put-back`, { reason });
export const readTokenSheet = (serial: string) => ask(TokenSheet, 'GET', `tokens/${encodeURIComponent(serial)}/sheet`);
