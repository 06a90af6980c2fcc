import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { EventView, Id, JobPage, JobState, JobView } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { SignedIn, WhoAsks } from '../accounts/roles.js';
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
  @Answers(JobView)
  one(@Param('id', { schema: Id }) id: string, @WhoAsks() me: Me): Promise<JobView> {
    return this.views.one(id, me);
  }

  @Get(':id/timeline')
  @SignedIn()
  @Answers(z.array(EventView))
  timeline(@Param('id', { schema: Id }) id: string): Promise<EventView[]> {
    return this.views.timeline(id);
  }
}
