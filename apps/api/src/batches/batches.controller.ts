import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { BatchMade, BatchView, Id, JobPage, NewBatch, RecipientsReport, RouteAdvice } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, SignedIn } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { ForKeys } from '../api-keys/for-keys.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { JobViews } from '../workflow/job-views.js';
import { JobQuery } from '../workflow/jobs.controller.js';
import { BatchAdviceService } from './batch-advice.service.js';
import { BatchesService } from './batches.service.js';

@Controller('batches')
export class BatchesController {
  constructor(
    private readonly batches: BatchesService,
    private readonly advice: BatchAdviceService,
    private readonly views: JobViews,
  ) {}

  @Get()
  @SignedIn()
  @ForKeys('batches:read')
  @Answers(z.array(BatchView))
  list(): Promise<BatchView[]> {
    return this.batches.list();
  }

  /** Judges a recipients' CSV and makes nothing. */
  @Post('rehearsal')
  @Allow('manager', 'admin')
  @ForKeys('batches:write')
  @HttpCode(200)
  @Takes(NewBatch)
  @Answers(RecipientsReport)
  rehearse(@Body({ schema: NewBatch }) body: z.output<typeof NewBatch>): Promise<RecipientsReport> {
    return this.batches.rehearse(body);
  }

  /** Asks the directory which route suits each recipient of the CSV. */
  @Post('route-advice')
  @Allow('manager', 'admin')
  @HttpCode(200)
  @Takes(NewBatch)
  @Answers(RouteAdvice)
  adviseOn(@Body({ schema: NewBatch }) body: z.output<typeof NewBatch>): Promise<RouteAdvice> {
    return this.advice.onUpload(body);
  }

  @Post()
  @Allow('manager', 'admin')
  @ForKeys('batches:write')
  @Takes(NewBatch)
  @Answers(BatchMade)
  make(@Body({ schema: NewBatch }) body: z.output<typeof NewBatch>, @Acting() actor: Actor): Promise<BatchMade> {
    return this.batches.make(body, actor);
  }

  @Get(':id')
  @SignedIn()
  @ForKeys('batches:read')
  @Answers(BatchView)
  one(@Param('id', { schema: Id }) id: string): Promise<BatchView> {
    return this.batches.one(id);
  }

  @Get(':id/route-advice')
  @Allow('manager', 'admin')
  @Answers(RouteAdvice)
  adviseOnBatch(@Param('id', { schema: Id }) id: string): Promise<RouteAdvice> {
    return this.advice.onBatch(id);
  }

  @Get(':id/jobs')
  @SignedIn()
  @ForKeys('jobs:read')
  @Answers(JobPage)
  jobs(@Param('id', { schema: Id }) id: string, @Query({ schema: JobQuery }) query: JobQuery): Promise<JobPage> {
    return this.views.page({ search: query.search, state: query.state, batchId: id, page: query.page });
  }
}
