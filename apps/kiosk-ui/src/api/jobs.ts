import { CodeAnswer, EventView, JobPage, JobView } from '@depot/contracts';
import type {
  Arrival,
  CancelJob,
  CaptureText,
  GivePermit,
  PostParcel,
  ScannedSerial,
  TakeJob,
  TickedStep,
  TypedCode,
  WithReason,
} from '@depot/contracts';
import { query } from './query';
import { ask, sendAtOnce } from './request';

type Reason = (typeof WithReason)['_input'];
type Serial = (typeof ScannedSerial)['_input'];
type Nothing = Readonly<Record<string, never>>;

/** What each move that a person makes takes with it. */
export interface MoveBodies {
  take: (typeof TakeJob)['_input'];
  release: Nothing;
  capture: (typeof CaptureText)['_input'];
  choose: Serial;
  accept: Nothing;
  renew: Reason;
  'burn-again': Nothing;
  register: Nothing;
  activate: (typeof TypedCode)['_input'];
  pack: Serial;
  'put-back': Nothing;
  unpack: Nothing;
  post: (typeof PostParcel)['_input'];
  'hand-over': Nothing;
  unpost: Nothing;
  deliver: Nothing;
  arrive: (typeof Arrival)['_input'];
  return: Reason;
  repack: Nothing;
  lose: Reason;
  stop: Reason;
  'go-on': Nothing;
  cancel: (typeof CancelJob)['_input'];
}

export interface JobFilter {
  readonly search?: string;
  readonly state?: string;
  readonly batch?: string;
  readonly page?: number;
}

const eventViews = EventView.array();

export const listJobs = (filter: JobFilter) => ask(JobPage, 'GET', `jobs${query({ ...filter })}`);
export const readJob = (id: string) => ask(JobView, 'GET', `jobs/${id}`);
export const readTimeline = (id: string) => ask(eventViews, 'GET', `jobs/${id}/timeline`);
export const tickGuide = (id: string, step: TickedStep, done: boolean) =>
  ask(eventViews, 'POST', `jobs/${id}/guide`, { step, done });
export const moveJob = <Name extends keyof MoveBodies>(
  id: string,
  move: Name,
  body: MoveBodies[Name],
  fresh?: () => boolean,
) => ask(JobView, 'POST', `jobs/${id}/${move}`, body, fresh);
export const releaseAtOnce = (id: string): void => {
  sendAtOnce(`jobs/${id}/release`, {});
};
export const nameProfile = (id: string, profile: number | null) =>
  ask(JobView, 'POST', `jobs/${id}/profile`, { profile });
export const replaceInDirectory = (id: string, reason: string) =>
  ask(JobView, 'POST', `jobs/${id}/replace-in-directory`, { reason });
export const givePermit = (id: string, permit: (typeof GivePermit)['_input']) =>
  ask(JobView, 'POST', `jobs/${id}/permits`, permit);
export const typeCodeForJob = (id: string, code: string, fresh: () => boolean) =>
  ask(CodeAnswer, 'POST', `jobs/${id}/codes`, { code }, fresh);
export const resynchronise = (id: string, first: string, second: string) =>
  ask(CodeAnswer, 'POST', `jobs/${id}/resynchronise`, { first, second });
