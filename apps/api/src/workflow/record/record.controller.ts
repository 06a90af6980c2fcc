import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Id, JobView, TypedCode, WithReason } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { RecordService } from './record.service.js';
import { JobViews } from '../job-views.js';

/** What people say of the directory's side. */
@Controller('jobs/:id')
@Allow('operator', 'admin')
export class RecordController {
  constructor(
    private readonly record: RecordService,
    private readonly views: JobViews,
  ) {}

  /** Microsoft's page took the code. */
  @Post('accept')
  @HttpCode(200)
  @Answers(JobView)
  async accept(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.record.accept(id, actor);
    return this.views.one(id, me);
  }

  /** Uploaded and activated in the portal. */
  @Post('register')
  @HttpCode(200)
  @Answers(JobView)
  async register(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.record.register(id, actor);
    return this.views.one(id, me);
  }

  /** Six digits for the directory, which has the token by now. */
  @Post('activate')
  @HttpCode(200)
  @Takes(TypedCode)
  @Answers(JobView)
  async activate(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TypedCode }) body: z.output<typeof TypedCode>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.record.activate(id, body.code, actor);
    return this.views.one(id, me);
  }

  /** What the directory holds under this serial may go. */
  @Post('replace-in-directory')
  @Allow('admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(JobView)
  async replace(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.record.replace(id, body.reason, actor);
    return this.views.one(id, me);
  }
}
