import { z } from 'zod';
import { JobView } from './job-view.js';
import { JobState } from './lifecycle.js';
import { ReaderView, SelfTestFinding } from './reader.js';
import { Id, Instant, Route } from './words.js';

export const StationView = z.object({
  id: Id,
  name: z.string(),
  online: z.boolean(),
  paused: z.string().nullable(),
  /** Of its agent; null until it has connected once. */
  version: z.string().nullable(),
  /** Its agent is of another version than this depot, which serves the right one at `/agent.tgz`. */
  versionDiffers: z.boolean(),
  lastSeenAt: Instant.nullable(),
  /** Where the readers are virtual: the drawer of virtual tokens. */
  benchUrl: z.string().nullable(),
  readers: z.array(ReaderView),
  /** Why the station can use no reader at all, for its operator; null while all is well. */
  trouble: z.string().nullable(),
  /** Recipients are served there, and nobody else. */
  selfService: z.boolean(),
});
export type StationView = z.infer<typeof StationView>;

/** A station as the admin sees it among the others. `jobs`: on its bench, by state; states with none are left out. */
export const StationRow = StationView.extend({ jobs: z.partialRecord(JobState, z.int()) });
export type StationRow = z.infer<typeof StationRow>;

/** The last self-test of a station's agent, line by line as it comes. */
export const SelfTestView = z.object({
  askedAt: Instant,
  /** Null while it runs. */
  endedAt: Instant.nullable(),
  findings: z.array(SelfTestFinding),
});
export type SelfTestView = z.infer<typeof SelfTestView>;

/** `GET` and `POST /api/stations/:id/self-test`; null where there was none yet. */
export const SelfTestAnswer = z.object({ test: SelfTestView.nullable() });
export type SelfTestAnswer = z.infer<typeof SelfTestAnswer>;

/**
 * What an operator at a station sees: the station and the jobs on its bench, oldest first. `waiting`: jobs that wait for a station,
 * `waitingOf`: how many of them take each route. `parcels`: how many are packed here and not posted; `jobs` has the latest of them.
 */
export const BenchView = z.object({
  station: StationView,
  jobs: z.array(JobView),
  parcels: z.int(),
  waiting: z.int(),
  waitingOf: z.record(Route, z.int()),
});
export type BenchView = z.infer<typeof BenchView>;

export const PairingCode = z.object({ code: z.string(), expiresAt: Instant });
export type PairingCode = z.infer<typeof PairingCode>;
