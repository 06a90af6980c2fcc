import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ComparisonPage } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers } from '../../platform/http/openapi.js';
import { ComparisonsService } from './comparisons.service.js';

const PageQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) });

/** Our ledger beside Entra's inventory. */
@Controller('directory/comparison')
export class ComparisonsController {
  constructor(private readonly comparisons: ComparisonsService) {}

  @Get()
  @Allow('manager', 'admin')
  @ApiQuery({ name: 'page', required: false })
  @Answers(ComparisonPage)
  view(@Query({ schema: PageQuery }) query: z.output<typeof PageQuery>): Promise<ComparisonPage> {
    return this.comparisons.page(query.page);
  }

  /** Compares now, and changes nothing. */
  @Post()
  @Allow('admin')
  @HttpCode(200)
  @Answers(ComparisonPage)
  async now(@Acting() actor: Actor): Promise<ComparisonPage> {
    await this.comparisons.compareNow(actor);
    return this.comparisons.page(1);
  }
}
