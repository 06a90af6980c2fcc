import type { JobRecord } from '../job-record.js';

/** Whether the job's token goes where its parcel goes: not once it is cancelled, nor while it is paused in an open one, which leaves without it. */
export function liesInParcel({ state, resumes }: Pick<JobRecord, 'state' | 'resumes'>): boolean {
  return state !== 'cancelled' && !(state === 'stopped' && resumes === 'packed');
}
