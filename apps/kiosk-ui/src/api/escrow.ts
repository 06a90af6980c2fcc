import { EscrowList } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

export const listEscrow = (days: number) => ask(EscrowList, 'GET', `escrow${query({ days })}`);
export const holdEscrow = (seedId: string, { reason, days }: { reason: string; days: number }) =>
  ask(EscrowList, 'POST', `escrow/${seedId}/hold${query({ days })}`, { reason });
