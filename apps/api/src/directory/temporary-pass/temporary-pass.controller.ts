import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Id, NewPass, PassMade, PassOffer } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { TemporaryPassService } from './temporary-pass.service.js';

/** A way in for a recipient whose token is in the post. */
@Controller('jobs/:id/temporary-pass')
@Allow('operator', 'admin')
export class TemporaryPassController {
  constructor(private readonly passes: TemporaryPassService) {}

  @Get()
  @Answers(PassOffer)
  offer(@Param('id', { schema: Id }) id: string): Promise<PassOffer> {
    return this.passes.offer(id);
  }

  /** The pass is in this answer and nowhere else; no cache or history keeps it. */
  @Post()
  @HttpCode(200)
  @Takes(NewPass)
  @Answers(PassMade)
  make(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewPass }) body: z.output<typeof NewPass>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<PassMade> {
    return this.passes.make(id, body, { actor, me });
  }
}
