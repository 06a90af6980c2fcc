import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CaptureText, Id, JobView, WithReason } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { JobViews } from '../job-views.js';
import { CaptureService } from './capture.service.js';
import { RenewService } from './renew.service.js';

@Controller('jobs/:id')
@Allow('operator', 'admin')
export class BurnController {
  constructor(
    private readonly captures: CaptureService,
    private readonly renewals: RenewService,
    private readonly views: JobViews,
  ) {}

  /** The QR's text, or the key typed from under “Can’t scan image?”. */
  @Post('capture')
  @HttpCode(200)
  @Takes(CaptureText)
  @Answers(JobView)
  async capture(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CaptureText }) body: z.output<typeof CaptureText>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.captures.capture(id, body, actor);
    return this.views.one(id, me);
  }

  @Post('renew')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(JobView)
  async renew(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.renewals.renew(id, body.reason, actor);
    return this.views.one(id, me);
  }

  @Post('burn-again')
  @HttpCode(200)
  @Answers(JobView)
  async burnAgain(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.renewals.burnAgain(id, actor);
    return this.views.one(id, me);
  }
}
