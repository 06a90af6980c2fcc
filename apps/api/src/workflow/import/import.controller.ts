import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Id, JobView, ScannedSerial } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { JobViews } from '../job-views.js';
import { ChooseService } from './choose.service.js';

@Controller('jobs/:id')
@Allow('operator', 'admin')
export class ImportController {
  constructor(
    private readonly choices: ChooseService,
    private readonly views: JobViews,
  ) {}

  @Post('choose')
  @HttpCode(200)
  @Takes(ScannedSerial)
  @Answers(JobView)
  async choose(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ScannedSerial }) body: z.output<typeof ScannedSerial>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.choices.choose(id, body.serial, actor);
    return this.views.one(id, me);
  }
}
