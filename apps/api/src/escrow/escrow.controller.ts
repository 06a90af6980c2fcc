import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { DecideEscrow, EscrowList, EscrowRules, Id, SetEscrowRules, longestEscrow } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { EscrowDecisions } from './escrow-decisions.service.js';
import { EscrowRulesService } from './escrow-rules.service.js';
import { EscrowService } from './escrow.service.js';

const DaysQuery = z.object({ days: z.coerce.number().int().min(1).max(longestEscrow).default(7) });
type DaysQuery = z.output<typeof DaysQuery>;

/** Seeds that are kept for a time, and what becomes of them. */
@Controller('escrow')
@Allow('manager', 'admin')
export class EscrowController {
  constructor(
    private readonly escrow: EscrowService,
    private readonly decisions: EscrowDecisions,
    private readonly rules: EscrowRulesService,
  ) {}

  @Get()
  @ApiQuery({ name: 'days', required: false })
  @Answers(EscrowList)
  list(@Query({ schema: DaysQuery }) query: DaysQuery): Promise<EscrowList> {
    return this.escrow.list(query.days);
  }

  @Get('rules')
  @Allow('admin')
  @Answers(EscrowRules)
  view(): Promise<EscrowRules> {
    return this.rules.view();
  }

  /** After how many days on its way somebody has to decide about a seed that is kept until the arrival. */
  @Post('rules')
  @Allow('admin')
  @HttpCode(200)
  @Takes(SetEscrowRules)
  @Answers(EscrowRules)
  set(@Body({ schema: SetEscrowRules }) body: SetEscrowRules, @Acting() actor: Actor): Promise<EscrowRules> {
    return this.rules.set(body, actor);
  }

  /** Keeps a seed until the longest escrow's end; an overdue one that is kept until the arrival, for some days again. */
  @Post(':seedId/hold')
  @HttpCode(200)
  @ApiQuery({ name: 'days', required: false })
  @Takes(DecideEscrow)
  @Answers(EscrowList)
  async hold(
    @Param('seedId', { schema: Id }) seedId: string,
    @Query({ schema: DaysQuery }) { days }: DaysQuery,
    @Body({ schema: DecideEscrow }) { reason }: DecideEscrow,
    @Acting() actor: Actor,
  ): Promise<EscrowList> {
    await this.decisions.hold(seedId, { reason, actor });
    return this.escrow.list(days);
  }

  /** Takes a hold back. */
  @Post(':seedId/release')
  @HttpCode(200)
  @ApiQuery({ name: 'days', required: false })
  @Takes(DecideEscrow)
  @Answers(EscrowList)
  async release(
    @Param('seedId', { schema: Id }) seedId: string,
    @Query({ schema: DaysQuery }) { days }: DaysQuery,
    @Body({ schema: DecideEscrow }) { reason }: DecideEscrow,
    @Acting() actor: Actor,
  ): Promise<EscrowList> {
    await this.decisions.release(seedId, { reason, actor });
    return this.escrow.list(days);
  }

  /** Puts an overdue seed down to be destroyed in a day. */
  @Post(':seedId/end')
  @HttpCode(200)
  @ApiQuery({ name: 'days', required: false })
  @Takes(DecideEscrow)
  @Answers(EscrowList)
  async end(
    @Param('seedId', { schema: Id }) seedId: string,
    @Query({ schema: DaysQuery }) { days }: DaysQuery,
    @Body({ schema: DecideEscrow }) { reason }: DecideEscrow,
    @Acting() actor: Actor,
  ): Promise<EscrowList> {
    await this.decisions.end(seedId, { reason, actor });
    return this.escrow.list(days);
  }
}
