import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { ConfirmFactor, FactorOffer, FactorView, Me, Oneself, RecoveryCodes } from '@depot/contracts';
import type { z } from 'zod';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { Acting, SignedIn, WhoAsks } from '../roles.js';
import type { SignedInRequest } from '../roles.js';
import { secretOf } from '../session-cookie.js';
import { SignInService } from '../sign-in.service.js';
import { Factors } from './factors.service.js';

/** People's own second factor. */
@Controller('session/second-factor')
@SignedIn()
@UseGuards(ThrottlerGuard)
@Throttle({ default: { limit: 60, ttl: 60_000 } })
export class FactorsController {
  constructor(
    private readonly factors: Factors,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  @Answers(FactorView)
  view(@WhoAsks() me: Me): Promise<FactorView> {
    return this.factors.view(me);
  }

  @Post('offer')
  @HttpCode(200)
  @Takes(Oneself)
  @Answers(FactorOffer)
  offer(
    @Body({ schema: Oneself }) body: Oneself,
    @WhoAsks() me: Me,
    @Req() { ip }: SignedInRequest,
  ): Promise<FactorOffer> {
    return this.factors.offer(me, () => this.signIns.prove(me, body, ip));
  }

  @Post('confirm')
  @HttpCode(200)
  @Takes(ConfirmFactor)
  @Answers(RecoveryCodes)
  confirm(
    @Body({ schema: ConfirmFactor }) body: z.output<typeof ConfirmFactor>,
    @WhoAsks() me: Me,
    @Acting() actor: Actor,
    @Req() request: SignedInRequest,
  ): Promise<RecoveryCodes> {
    return this.factors.confirm(me, body.code, { secret: secretOf(request), actor });
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Takes(Oneself)
  @Answers(RecoveryCodes)
  async renewCodes(
    @Body({ schema: Oneself }) body: Oneself,
    @WhoAsks() me: Me,
    @Acting() actor: Actor,
  ): Promise<RecoveryCodes> {
    return this.factors.renewCodes(me, await this.signIns.prove(me, body, actor.address), actor);
  }

  @Post('remove')
  @HttpCode(204)
  @Takes(Oneself)
  async remove(@Body({ schema: Oneself }) body: Oneself, @WhoAsks() me: Me, @Acting() actor: Actor): Promise<void> {
    await this.factors.remove(me, await this.signIns.prove(me, body, actor.address), actor);
  }
}
