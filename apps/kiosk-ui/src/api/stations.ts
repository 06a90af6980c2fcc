import type { BenchView, CodeAnswer, JobView, PairingCode, StationView } from '@depot/contracts';
import { client } from './client.js';

export async function listStations(): Promise<StationView[]> {
  return (await client.get('/stations')) as StationView[];
}

export async function readBench(stationId: string): Promise<BenchView> {
  return (await client.get(`/stations/${stationId}`)) as BenchView;
}

export async function takeNextJob(stationId: string): Promise<JobView> {
  return (await client.post(`/stations/${stationId}/next`, { json: {} })) as JobView;
}

/** Six digits of any token that waits for its code at the station. */
export async function proveAtStation(stationId: string, code: string): Promise<CodeAnswer> {
  return (await client.post(`/stations/${stationId}/codes`, { json: { code } })) as CodeAnswer;
}

export async function makePairingCode(name: string): Promise<PairingCode> {
  return (await client.post('/stations/pairing-codes', { json: { name } })) as PairingCode;
}

/** With a note the station is paused; with null it resumes. */
export async function pauseStation(stationId: string, note: string | null): Promise<void> {
  await client.post(`/stations/${stationId}/pause`, { json: { note } });
}

export async function revokeStation(stationId: string): Promise<void> {
  await client.post(`/stations/${stationId}/revoke`);
}
