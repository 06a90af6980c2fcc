import { BenchView, CodeAnswer, JobView, PairingCode, SelfTestAnswer, StationRow, StationView } from '@depot/contracts';
import type { Route } from '@depot/contracts';
import { ask } from './request';

const stationRows = StationRow.array();

export const listStations = () => ask(stationRows, 'GET', 'stations');
export const readBench = (id: string) => ask(BenchView, 'GET', `stations/${id}`);
/** @param except jobs that were just passed over here */
export const takeNextJob = (id: string, routes?: Route[], except: readonly string[] = []) =>
  ask(JobView, 'POST', `stations/${id}/next`, { ...(routes === undefined ? {} : { routes }), except });
export const typeCodeAtStation = (id: string, code: string, fresh: () => boolean) =>
  ask(CodeAnswer, 'POST', `stations/${id}/codes`, { code }, fresh);
export const makePairingCode = (name: string) => ask(PairingCode, 'POST', 'stations/pairing-codes', { name });
export const pauseStation = (id: string, note: string | null) =>
  ask(StationView, 'POST', `stations/${id}/pause`, { note });
export const revokeStation = (id: string) => ask(StationView, 'POST', `stations/${id}/revoke`);
export const readSelfTest = (id: string) => ask(SelfTestAnswer, 'GET', `stations/${id}/self-test`);
export const askSelfTest = (id: string) => ask(SelfTestAnswer, 'POST', `stations/${id}/self-test`);
