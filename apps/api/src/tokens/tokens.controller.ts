import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import {
  DeviceView,
  JobView,
  ReassignToken,
  ReturnToken,
  SealedToken,
  Serial,
  TokenView,
  WithReason,
} from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, SignedIn, WhoAsks } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { ForKeys } from '../api-keys/for-keys.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { JobViews } from '../workflow/job-views.js';
import { LifeAfterService } from './life-after.service.js';
import { SealedTokenService } from './sealed-token.service.js';
import { TokensService } from './tokens.service.js';

const TokenQuery = z.object({
  search: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
const TokenPage = z.object({ tokens: z.array(TokenView), total: z.int(), page: z.int(), pageSize: z.int() });

@Controller('tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly lifeAfter: LifeAfterService,
    private readonly views: JobViews,
    private readonly sealed: SealedTokenService,
  ) {}

  @Get()
  @SignedIn()
  @ForKeys('tokens:read')
  @ApiQuery({ name: 'search', required: false })
  @ApiQuery({ name: 'page', required: false })
  @Answers(TokenPage)
  list(@Query({ schema: TokenQuery }) query: z.output<typeof TokenQuery>): Promise<z.output<typeof TokenPage>> {
    return this.tokens.page(query.search, query.page);
  }

  @Get(':serial')
  @SignedIn()
  @ForKeys('tokens:read')
  @Answers(TokenView)
  one(@Param('serial', { schema: Serial }) serial: string): Promise<TokenView> {
    return this.tokens.one(serial);
  }

  @Get(':serial/profiles')
  @SignedIn()
  @ForKeys('tokens:read')
  @Answers(DeviceView)
  device(@Param('serial', { schema: Serial }) serial: string): Promise<DeviceView> {
    return this.tokens.device(serial);
  }

  /** Its seeds as they lie sealed in the record, which tells nothing without the keyring: for `vault prove`. */
  @Post(':serial/sealed-seeds')
  @Allow('admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(SealedToken)
  sealedSeeds(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) { reason }: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<SealedToken> {
    return this.sealed.examine(serial, reason, actor);
  }

  @Post(':serial/declare-returned')
  @Allow('admin')
  @HttpCode(200)
  @Takes(ReturnToken)
  @Answers(TokenView)
  async declareReturned(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: ReturnToken }) body: z.output<typeof ReturnToken>,
    @Acting() actor: Actor,
  ): Promise<TokenView> {
    await this.lifeAfter.declareReturned(serial, body, actor);
    return this.tokens.one(serial);
  }

  /** To another recipient: the answer is the new job. */
  @Post(':serial/reassign')
  @Allow('admin')
  @HttpCode(200)
  @Takes(ReassignToken)
  @Answers(JobView)
  async reassign(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: ReassignToken }) body: z.output<typeof ReassignToken>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    return this.views.one(await this.lifeAfter.reassign(serial, body, actor), me);
  }

  @Post(':serial/retire')
  @Allow('admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(TokenView)
  async retire(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<TokenView> {
    await this.lifeAfter.retire(serial, body.reason, actor);
    return this.tokens.one(serial);
  }

  /** Its user has it no more. */
  @Post(':serial/lose')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(TokenView)
  async lose(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<TokenView> {
    await this.lifeAfter.lose(serial, body.reason, actor);
    return this.tokens.one(serial);
  }
}
