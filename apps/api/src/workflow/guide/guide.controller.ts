import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { EventView, Id, TickGuide } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { JobViews } from '../job-views.js';
import { GuideService } from './guide.service.js';

@Controller('jobs/:id/guide')
export class GuideController {
  constructor(
    private readonly guide: GuideService,
    private readonly views: JobViews,
  ) {}

  /** Ticks a step of the session with a caller, or takes the tick back. @returns the job's timeline, on which it stands */
  @Post()
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(TickGuide)
  @Answers(z.array(EventView))
  async tick(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TickGuide }) body: z.output<typeof TickGuide>,
    @Acting() actor: Actor,
  ): Promise<EventView[]> {
    await this.guide.tick(id, body, actor);
    return this.views.timeline(id);
  }
}
