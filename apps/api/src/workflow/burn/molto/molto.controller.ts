import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { GivePermit, Id, JobView, NameProfile } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../../accounts/roles.js';
import type { Actor } from '../../../audit/actor.js';
import { Answers, Takes } from '../../../platform/http/openapi.js';
import { JobViews } from '../../job-views.js';
import { MoltoService } from './molto.service.js';

/** What people decide about a job on a token with many profiles. */
@Controller('jobs/:id')
@Allow('operator', 'admin')
export class MoltoController {
  constructor(
    private readonly molto: MoltoService,
    private readonly views: JobViews,
  ) {}

  /** The profile to be written; null for the lowest that is free. */
  @Post('profile')
  @HttpCode(200)
  @Takes(NameProfile)
  @Answers(JobView)
  async nameProfile(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NameProfile }) body: z.output<typeof NameProfile>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.molto.nameProfile(id, body.profile, actor);
    return this.views.one(id, me);
  }

  /** Yes to what the job's order asks. */
  @Post('permits')
  @HttpCode(200)
  @Takes(GivePermit)
  @Answers(JobView)
  async permit(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: GivePermit }) body: z.output<typeof GivePermit>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.molto.permit(id, body, actor);
    return this.views.one(id, me);
  }
}
