/** Addresses of the screens, for links. */
export const address = {
  chooseStation: '#/station',
  bench: (stationId: string, jobId?: string) => `#/station/${stationId}${jobId === undefined ? '' : `/${jobId}`}`,
  line: (stationId: string) => `#/line/${stationId}`,
  batches: '#/batches',
  newBatch: '#/batches/new',
  batch: (id: string) => `#/batches/${id}`,
  jobs: (search: string) => `#/jobs?search=${encodeURIComponent(search)}`,
  job: (id: string) => `#/jobs/${id}`,
  tokens: '#/tokens',
  token: (serial: string) => `#/tokens/${encodeURIComponent(serial)}`,
  seedFiles: '#/seed-files',
  seedFile: (id: string) => `#/seed-files/${id}`,
  comparison: '#/comparison',
  stations: '#/stations',
  people: '#/people',
  settings: '#/settings',
} as const;
