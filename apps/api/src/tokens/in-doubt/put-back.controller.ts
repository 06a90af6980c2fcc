import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Id, JobView } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers } from '../../platform/http/openapi.js';
import { JobViews } from '../../workflow/job-views.js';
import { PutBackService } from './put-back.service.js';

@Controller('jobs/:id')
@Allow('operator', 'admin')
export class PutBackController {
  constructor(
    private readonly tokens: PutBackService,
    private readonly views: JobViews,
  ) {}

  @Post('put-back')
  @HttpCode(200)
  @Answers(JobView)
  async putBack(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.tokens.putBack(id, actor);
    return this.views.one(id, me);
  }
}
