import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { DeviceView, Serial, TokenView, WithReason } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, SignedIn } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { TokensService } from './tokens.service.js';

const TokenQuery = z.object({
  search: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
const TokenPage = z.object({ tokens: z.array(TokenView), total: z.int(), page: z.int(), pageSize: z.int() });

@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @SignedIn()
  @ApiQuery({ name: 'search', required: false })
  @ApiQuery({ name: 'page', required: false })
  @Answers(TokenPage)
  list(@Query({ schema: TokenQuery }) query: z.output<typeof TokenQuery>): Promise<z.output<typeof TokenPage>> {
    return this.tokens.page(query.search, query.page);
  }

  @Get(':serial')
  @SignedIn()
  @Answers(TokenView)
  one(@Param('serial', { schema: Serial }) serial: string): Promise<TokenView> {
    return this.tokens.one(serial);
  }

  @Get(':serial/profiles')
  @SignedIn()
  @Answers(DeviceView)
  device(@Param('serial', { schema: Serial }) serial: string): Promise<DeviceView> {
    return this.tokens.device(serial);
  }

  @Post(':serial/declare-returned')
  @Allow('admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(TokenView)
  declareReturned(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<TokenView> {
    return this.tokens.declareReturned(serial, body.reason, actor);
  }
}
