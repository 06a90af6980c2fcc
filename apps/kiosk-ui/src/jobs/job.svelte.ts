import type { EventView, JobView } from '@depot/contracts';
import { readJob, readTimeline } from '../api/jobs.js';
import { Reading } from '../live/reading.svelte.js';

export interface JobSheet {
  readonly job: JobView;
  readonly timeline: readonly EventView[];
}

/** One job and everything that happened to it. */
export class JobReading extends Reading<JobSheet> {
  constructor(id: string) {
    super(
      async () => {
        const [job, timeline] = await Promise.all([readJob(id), readTimeline(id)]);
        return { job, timeline };
      },
      (event) => event.jobId === id,
    );
  }

  settle(job: JobView): void {
    if (this.value) this.value = { ...this.value, job };
    void this.read();
  }
}
