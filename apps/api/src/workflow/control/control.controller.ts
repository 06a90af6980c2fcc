import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CancelJob, Id, JobView, WithReason } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { ControlService } from './control.service.js';
import { JobViews } from '../job-views.js';

/** Pausing, going on, cancelling. */
@Controller('jobs/:id')
export class ControlController {
  constructor(
    private readonly control: ControlService,
    private readonly views: JobViews,
  ) {}

  @Post('stop')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(JobView)
  async stop(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.control.stop(id, body.reason, actor);
    return this.views.one(id, me);
  }

  @Post('go-on')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async goOn(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.control.goOn(id, actor);
    return this.views.one(id, me);
  }

  @Post('cancel')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @Takes(CancelJob)
  @Answers(JobView)
  async cancel(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CancelJob }) body: z.output<typeof CancelJob>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.control.cancel(id, body, actor);
    return this.views.one(id, me);
  }
}
