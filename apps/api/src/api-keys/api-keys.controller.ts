import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiKeyMade, ApiKeyView, Id, NewApiKey, RotateKey, WithReason } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller('keys')
@Allow('admin')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @Answers(z.array(ApiKeyView))
  list(): Promise<ApiKeyView[]> {
    return this.keys.list();
  }

  /** The key is in this answer and nowhere else. */
  @Post()
  @Takes(NewApiKey)
  @Answers(ApiKeyMade)
  make(@Body({ schema: NewApiKey }) body: NewApiKey, @Acting() actor: Actor): Promise<ApiKeyMade> {
    return this.keys.make(body, actor);
  }

  /** Likewise; the earlier secret goes on for as long as was asked. */
  @Post(':id/rotate')
  @HttpCode(200)
  @Takes(RotateKey)
  @Answers(ApiKeyMade)
  rotate(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RotateKey }) body: RotateKey,
    @Acting() actor: Actor,
  ): Promise<ApiKeyMade> {
    return this.keys.rotate(id, body, actor);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(ApiKeyView)
  revoke(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<ApiKeyView> {
    return this.keys.revoke(id, body.reason, actor);
  }
}
