import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { KeyRotationView, WithReason } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { KeyRotation } from '../platform/vault/key-rotation.js';

@Controller('vault/rotation')
@Allow('admin')
export class RotationController {
  constructor(private readonly rotation: KeyRotation) {}

  /** Whether keys are being replaced, and how far that is. */
  @Get()
  @Answers(KeyRotationView)
  async view(): Promise<KeyRotationView> {
    const { since, until, ...state } = await this.rotation.state();
    return {
      ...state,
      keys: [...state.keys],
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
    };
  }

  /** Replaces the keys that wrap seeds and secrets, while everything runs. One that is under way goes on. */
  @Post()
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(KeyRotationView)
  async begin(
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<KeyRotationView> {
    await this.rotation.begin(body.reason, actor);
    return this.view();
  }
}
