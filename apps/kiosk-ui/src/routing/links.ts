import type { Stage } from '../batches/stages.js';

/** The address of every screen that has something to say in it. */
export const links = {
  bench: (stationId: string) => `#/station/${stationId}`,
  batch: (id: string, view: { stage?: Stage | null; page?: number } = {}) =>
    `#/batches/${id}${query({ stage: view.stage ?? '', page: view.page ?? 1 })}`,
  job: (id: string) => `#/jobs/${id}`,
  token: (serial: string) => `#/tokens/${encodeURIComponent(serial)}`,
  tokens: (q: string, page = 1) => `#/tokens${query({ q, page })}`,
  search: (q: string, page = 1) => `#/search${query({ q, page })}`,
};

/** Leaves out what is empty, and page 1. */
function query(values: Record<string, string | number>): string {
  const told = Object.entries(values).filter(([, value]) => value !== '' && value !== 1);
  if (told.length === 0) return '';
  return `?${new URLSearchParams(told.map(([name, value]) => [name, String(value)])).toString()}`;
}
