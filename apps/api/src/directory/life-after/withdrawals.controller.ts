import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Id, WithReason, WithdrawalQuery, WithdrawalView } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, SignedIn } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { WithdrawalsService } from './withdrawals.service.js';

const Views = z.array(WithdrawalView);
const Nothing = z.object({});

/** Tokens that are to leave the directory. */
@Controller('directory/withdrawals')
export class WithdrawalsController {
  constructor(private readonly withdrawals: WithdrawalsService) {}

  @Get()
  @SignedIn()
  @ApiQuery({ name: 'serial', required: false })
  @ApiQuery({ name: 'job', required: false })
  @Answers(Views)
  list(@Query({ schema: WithdrawalQuery }) query: z.output<typeof WithdrawalQuery>): Promise<WithdrawalView[]> {
    return this.withdrawals.list(query);
  }

  /** It was done in the portal. */
  @Post(':id/confirm')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(Nothing)
  async confirm(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<z.output<typeof Nothing>> {
    await this.withdrawals.confirm(id, body.reason, actor);
    return {};
  }

  /** What stood in the way is mended. */
  @Post(':id/again')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(Nothing)
  async again(@Param('id', { schema: Id }) id: string): Promise<z.output<typeof Nothing>> {
    await this.withdrawals.again(id);
    return {};
  }
}
