import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { EventView, Id, JobPage, JobState, JobView } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { SignedIn, WhoReads } from '../accounts/roles.js';
import { ForKeys } from '../api-keys/for-keys.js';
import { Answers } from '../platform/http/openapi.js';
import { JobViews } from './job-views.js';

/** `state` may name several states, with commas. */
export const JobQuery = z.object({
  search: z.string().max(200).optional(),
  state: z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === '' ? [] : text.split(',')))
    .pipe(z.array(JobState)),
  batch: Id.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type JobQuery = z.output<typeof JobQuery>;

@Controller('jobs')
export class JobsController {
  constructor(private readonly views: JobViews) {}

  @Get()
  @SignedIn()
  @ForKeys('jobs:read')
  @ApiQuery({ name: 'search', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({ name: 'batch', required: false })
  @ApiQuery({ name: 'page', required: false })
  @Answers(JobPage)
  list(@Query({ schema: JobQuery }) query: JobQuery): Promise<JobPage> {
    return this.views.page({ search: query.search, state: query.state, batchId: query.batch, page: query.page });
  }

  @Get(':id')
  @SignedIn()
  @ForKeys('jobs:read')
  @Answers(JobView)
  one(@Param('id', { schema: Id }) id: string, @WhoReads() who: Pick<Me, 'roles'>): Promise<JobView> {
    return this.views.one(id, who);
  }

  @Get(':id/timeline')
  @SignedIn()
  @ForKeys('jobs:read')
  @Answers(z.array(EventView))
  timeline(@Param('id', { schema: Id }) id: string): Promise<EventView[]> {
    return this.views.timeline(id);
  }
}
