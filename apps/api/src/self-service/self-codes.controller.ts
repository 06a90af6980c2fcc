import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Id, NewSelfCodes, SelfCodesMade } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { SelfCodesService } from './self-codes.service.js';

@Controller('batches/:id/self-codes')
@Allow('manager', 'admin')
export class SelfCodesController {
  constructor(private readonly codes: SelfCodesService) {}

  /** One-time codes for recipients, shown in this answer alone. Earlier ones of the same jobs are void. */
  @Post()
  @HttpCode(200)
  @Takes(NewSelfCodes)
  @Answers(SelfCodesMade)
  make(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewSelfCodes }) body: z.output<typeof NewSelfCodes>,
    @Acting() actor: Actor,
  ): Promise<SelfCodesMade> {
    return this.codes.make(id, body, actor);
  }
}
