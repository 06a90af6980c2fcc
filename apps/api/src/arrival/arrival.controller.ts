import { Body, Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { ArrivalCodeMade, ArrivalTaken, DisownArrival, Id, ProveArrival } from '@depot/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Acting, Allow, Public } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ArrivalDoor } from './arrival-door.service.js';

/** For recipients, who have no sign-in: the code from their mail opens it. */
@Controller('arrival')
@UseGuards(ThrottlerGuard)
export class ArrivalController {
  constructor(
    private readonly door: ArrivalDoor,
    private readonly metrics: Metrics,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Takes(ProveArrival)
  @Answers(ArrivalTaken)
  async prove(
    @Body({ schema: ProveArrival }) body: z.output<typeof ProveArrival>,
    @Req() { ip }: FastifyRequest,
  ): Promise<ArrivalTaken> {
    await this.metrics.codeChecked('arrival', this.door.prove(body.code, body.digits, { address: ip }));
    return { taken: true };
  }

  @Post('not-me')
  @Public()
  @HttpCode(200)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Takes(DisownArrival)
  @Answers(ArrivalTaken)
  async notMe(
    @Body({ schema: DisownArrival }) body: z.output<typeof DisownArrival>,
    @Req() { ip }: FastifyRequest,
  ): Promise<ArrivalTaken> {
    await this.door.disown(body.code, { address: ip });
    return { taken: true };
  }
}

/** For recipients without a mail address: somebody prints it. */
@Controller('jobs/:id/arrival-code')
export class ArrivalCodeController {
  constructor(private readonly door: ArrivalDoor) {}

  @Post()
  @Allow('manager', 'admin')
  @HttpCode(200)
  @Answers(ArrivalCodeMade)
  make(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<ArrivalCodeMade> {
    return this.door.print(id, actor);
  }
}
