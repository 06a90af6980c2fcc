import {
  CallerAnswered,
  HelpdeskCase,
  HelpdeskFindings,
  PassMade,
  PassOffer,
  ReadOutRules,
  ReadOutView,
  ShownCodes,
} from '@depot/contracts';
import type { AskReadOut, CallerAnswer, NewPass, SetReadOutRules } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

const views = ReadOutView.array();

export const findParcels = (search: string) => ask(HelpdeskFindings, 'GET', `helpdesk/parcels${query({ search })}`);
export const readCase = (jobId: string) => ask(HelpdeskCase, 'GET', `helpdesk/jobs/${jobId}`);
export const beginCheck = (jobId: string) => ask(HelpdeskCase, 'POST', `helpdesk/jobs/${jobId}/checks`);
export const answerCheck = (checkId: string, answer: CallerAnswer) =>
  ask(CallerAnswered, 'POST', `helpdesk/checks/${checkId}/answers`, answer);
export const sayCalledBack = (checkId: string) => ask(HelpdeskCase, 'POST', `helpdesk/checks/${checkId}/called-back`);
export const askReadOut = (checkId: string, wanted: AskReadOut) =>
  ask(HelpdeskCase, 'POST', `helpdesk/checks/${checkId}/read-outs`, wanted);
export const showCodes = (readOutId: string, at: number | null) =>
  ask(ShownCodes, 'POST', `helpdesk/read-outs/${readOutId}/codes`, { at });
export const readWaiting = () => ask(views, 'GET', 'helpdesk/read-outs');
export const decideReadOut = (readOutId: string, approve: boolean) =>
  ask(views, 'POST', `helpdesk/read-outs/${readOutId}/decide`, { approve });
export const readRules = () => ask(ReadOutRules, 'GET', 'helpdesk/rules');
export const setRules = (rules: SetReadOutRules) => ask(ReadOutRules, 'POST', 'helpdesk/rules', rules);
export const readCallerPassOffer = (checkId: string) =>
  ask(PassOffer, 'GET', `helpdesk/checks/${checkId}/temporary-pass`);
export const makeCallerPass = (checkId: string, wanted: (typeof NewPass)['_input']) =>
  ask(PassMade, 'POST', `helpdesk/checks/${checkId}/temporary-pass`, wanted);
