import { DeviceView, JobPage, TokenView } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

const TokenPage = JobPage.omit({ jobs: true }).extend({ tokens: TokenView.array() });

export const listTokens = (search: string, page: number) => ask(TokenPage, 'GET', `tokens${query({ search, page })}`);
export const readToken = (serial: string) => ask(TokenView, 'GET', `tokens/${encodeURIComponent(serial)}`);
export const readDevice = (serial: string) => ask(DeviceView, 'GET', `tokens/${encodeURIComponent(serial)}/profiles`);
