import { ComparisonPage, JobView, TokenView, WithdrawalView } from '@depot/contracts';
import type { ReturnToken } from '@depot/contracts';
import { query } from './query';
import { ask, askForLong } from './request';

const withdrawals = WithdrawalView.array();
/** An answer of which only that it came matters. */
const nothing = { parse: () => true as const };
const token = (serial: string): string => `tokens/${encodeURIComponent(serial)}`;

export const declareReturned = (serial: string, body: ReturnToken) =>
  ask(TokenView, 'POST', `${token(serial)}/declare-returned`, body);
export const reassignToken = (serial: string, upn: string, reason: string) =>
  ask(JobView, 'POST', `${token(serial)}/reassign`, { upn, reason });
export const retireToken = (serial: string, reason: string) =>
  ask(TokenView, 'POST', `${token(serial)}/retire`, { reason });
export const loseToken = (serial: string, reason: string) =>
  ask(TokenView, 'POST', `${token(serial)}/lose`, { reason });

export const listWithdrawals = (of: { serial?: string; job?: string }) =>
  ask(withdrawals, 'GET', `directory/withdrawals${query(of)}`);
export const confirmWithdrawal = (id: string, reason: string) =>
  ask(nothing, 'POST', `directory/withdrawals/${id}/confirm`, { reason });
export const tryWithdrawalAgain = (id: string) => ask(nothing, 'POST', `directory/withdrawals/${id}/again`);

export const readComparison = (page: number) => ask(ComparisonPage, 'GET', `directory/comparison${query({ page })}`);
export const compareNow = () => askForLong(ComparisonPage, 'directory/comparison');
