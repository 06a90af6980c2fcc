import { EscrowList, EscrowRules } from '@depot/contracts';
import type { SetEscrowRules } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

/** What a person decides about a seed that is kept. */
export type EscrowAct = 'hold' | 'release' | 'end';

export const listEscrow = (days: number) => ask(EscrowList, 'GET', `escrow${query({ days })}`);
export const decideEscrow = (seedId: string, act: EscrowAct, { reason, days }: { reason: string; days: number }) =>
  ask(EscrowList, 'POST', `escrow/${seedId}/${act}${query({ days })}`, { reason });
export const readEscrowRules = () => ask(EscrowRules, 'GET', 'escrow/rules');
export const setEscrowRules = (rules: SetEscrowRules) => ask(EscrowRules, 'POST', 'escrow/rules', rules);
