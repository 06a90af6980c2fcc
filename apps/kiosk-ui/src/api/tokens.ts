import type { TokenView } from '@depot/contracts';
import { client } from './client.js';

export interface TokenPage {
  readonly tokens: readonly TokenView[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export async function searchTokens(search: string, page: number): Promise<TokenPage> {
  const query = new URLSearchParams({ search, page: String(page) });
  return (await client.get(`/tokens?${query.toString()}`)) as TokenPage;
}

export async function readToken(serial: string): Promise<TokenView> {
  return (await client.get(`/tokens/${encodeURIComponent(serial)}`)) as TokenView;
}

export async function declareReturned(serial: string, reason: string): Promise<void> {
  await client.post(`/tokens/${encodeURIComponent(serial)}/declare-returned`, { json: { reason } });
}
