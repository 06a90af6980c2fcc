import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import {
  IdentifiedToken,
  Serial,
  SetTokenAside,
  TokenSetAside,
  TokenView,
  WhatIsThis,
  WithReason,
} from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { JobViews } from '../../workflow/job-views.js';
import { TokensService } from '../tokens.service.js';
import { IdentifyService } from './identify.service.js';
import { SetAsideService } from './set-aside.service.js';

/** Tokens that nobody knows any more, and tokens that something is wrong with. */
@Controller('tokens')
export class TokensInDoubtController {
  constructor(
    private readonly tokens: TokensService,
    private readonly identify: IdentifyService,
    private readonly aside: SetAsideService,
    private readonly views: JobViews,
  ) {}

  /** Two codes in a row name a token; each time opens a good many seeds. */
  @Post('what-is-this')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  @Takes(WhatIsThis)
  @Answers(IdentifiedToken)
  async whatIsThis(
    @Body({ schema: WhatIsThis }) body: WhatIsThis,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<IdentifiedToken> {
    const { fits, one } = await this.identify.byCodes(body, actor);
    if (one === null) return { fits, token: null, job: null, drift: null };
    const [token, job] = [await this.tokens.one(one.serial), await this.views.one(one.jobId, me)];
    return { fits, token, job, drift: one.drift };
  }

  @Post(':serial/set-aside')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(SetTokenAside)
  @Answers(TokenSetAside)
  async setAside(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: SetTokenAside }) body: SetTokenAside,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<TokenSetAside> {
    const jobId = await this.aside.setAside(serial, body, actor);
    const job = jobId === null ? null : await this.views.one(jobId, me);
    return { token: await this.tokens.one(serial), job };
  }

  /** It is fine after all. */
  @Post(':serial/put-back')
  @Allow('admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(TokenView)
  async putBack(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<TokenView> {
    await this.aside.putBack(serial, { reason: body.reason, actor });
    return this.tokens.one(serial);
  }
}
