import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { BenchView, Id, JobView, NextJob, TakeJob } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, SignedIn, WhoAsks } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { BenchService } from './bench.service.js';
import { JobViews } from './job-views.js';

/** A station's bench. */
@Controller()
export class BenchController {
  constructor(
    private readonly benches: BenchService,
    private readonly views: JobViews,
  ) {}

  @Get('stations/:id')
  @SignedIn()
  @Answers(BenchView)
  bench(@Param('id', { schema: Id }) id: string, @WhoAsks() me: Me): Promise<BenchView> {
    return this.benches.bench(id, me);
  }

  /** Takes the oldest waiting job to the station. */
  @Post('stations/:id/next')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(NextJob)
  @Answers(JobView)
  async next(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NextJob }) body: z.output<typeof NextJob>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    return this.views.one(await this.benches.next(id, body, actor), me);
  }

  @Post('jobs/:id/take')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(TakeJob)
  @Answers(JobView)
  async take(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TakeJob }) body: z.output<typeof TakeJob>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.benches.take(id, body.stationId, actor);
    return this.views.one(id, me);
  }

  @Post('jobs/:id/release')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async release(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.benches.release(id, actor);
    return this.views.one(id, me);
  }
}
