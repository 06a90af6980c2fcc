import type { DeclineKind, JobView, Problem, ReaderView, StationView } from '@depot/contracts';
import type { Trouble, TroubleName } from './troubles';

/** Problems that have a screen of their own; the others are notes. */
const namesOfProblems: Readonly<Record<string, TroubleName>> = {
  'connection-lost': 'depot-away',
  'no-answer': 'depot-away',
  'not-ready': 'depot-away',
  'sign-in-needed': 'session-expired',
  'station-offline': 'agent-offline',
  'other-token-code': 'other-token',
  'wrong-serial': 'other-token',
  'duplicate-serial': 'token-used',
  'wrong-code': 'wrong-code',
  'clock-off': 'clock-off',
};

/** Tokens on a reader that have a screen of their own; one that waits for its code does not: the screen asks for that anyway. */
const namesOfDeclined: Partial<Readonly<Record<DeclineKind, TroubleName>>> = {
  'other-token': 'other-token',
  'other-job': 'other-token',
  'in-use': 'token-used',
  retired: 'token-used',
};

/** The trouble that a problem is, with what its facts say. */
export function troubleOfProblem(problem: Problem | null): Trouble | null {
  const name = problem === null ? undefined : namesOfProblems[problem.code];
  if (problem === null || name === undefined) return null;
  return { name, values: valuesIn(problem.facts ?? {}, { expected: 'wanted' }) };
}

/** What keeps a station from burning. */
export function troubleOfStation(station: StationView): Trouble | null {
  const values = { station: station.name };
  if (!station.online) return { name: 'agent-offline', values };
  if (station.paused !== null) return { name: 'station-paused', values: { ...values, note: station.paused } };
  const none = station.readers.length === 0 || station.trouble !== null;
  return none ? { name: 'reader-missing', values } : null;
}

/** A token that lies on a reader and was not taken for the job whose turn it is. */
export function troubleOfReaders(jobs: readonly JobView[], readers: readonly ReaderView[]): Trouble | null {
  for (const { order } of jobs) {
    const declined = order?.declinedAs ?? null;
    const lies = readers.some(({ state, serial }) => state === 'declined' && serial === declined?.serial);
    const name = declined === null ? undefined : namesOfDeclined[declined.kind];
    if (declined !== null && name !== undefined && lies) return { name, values: valuesIn({ ...declined, kind: null }) };
  }
  return null;
}

/** A job that was on this bench and is at another one. */
export function troubleOfJob(job: JobView, stationId: string): Trouble | null {
  if (job.stationId === null || job.stationId === stationId) return null;
  return {
    name: 'job-elsewhere',
    values: valuesIn({ job: job.number, station: job.stationName ?? '', serial: job.serial }),
  };
}

function valuesIn(
  facts: Readonly<Record<string, unknown>>,
  otherNames: Readonly<Record<string, string>> = {},
): Record<string, string | number> {
  const known = Object.entries(facts).filter(
    (fact): fact is [string, string | number] => typeof fact[1] === 'string' || typeof fact[1] === 'number',
  );
  return Object.fromEntries(known.map(([name, value]) => [otherNames[name] ?? name, value]));
}
