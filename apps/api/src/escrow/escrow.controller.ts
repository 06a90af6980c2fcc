import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { EscrowList, HoldEscrow, Id, longestEscrow } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { EscrowService } from './escrow.service.js';

const DaysQuery = z.object({ days: z.coerce.number().int().min(1).max(longestEscrow).default(7) });

/** Seeds that are kept for a time, and what becomes of them. */
@Controller('escrow')
@Allow('manager', 'admin')
export class EscrowController {
  constructor(private readonly escrow: EscrowService) {}

  @Get()
  @ApiQuery({ name: 'days', required: false })
  @Answers(EscrowList)
  list(@Query({ schema: DaysQuery }) query: z.output<typeof DaysQuery>): Promise<EscrowList> {
    return this.escrow.list(query.days);
  }

  /** Keeps a seed until the longest escrow's end. */
  @Post(':seedId/hold')
  @HttpCode(200)
  @ApiQuery({ name: 'days', required: false })
  @Takes(HoldEscrow)
  @Answers(EscrowList)
  hold(
    @Param('seedId', { schema: Id }) seedId: string,
    @Query({ schema: DaysQuery }) { days }: z.output<typeof DaysQuery>,
    @Body({ schema: HoldEscrow }) { reason }: z.output<typeof HoldEscrow>,
    @Acting() actor: Actor,
  ): Promise<EscrowList> {
    return this.escrow.hold(seedId, { reason, days }, actor);
  }
}
