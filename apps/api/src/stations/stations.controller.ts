import { Body, Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import {
  Id,
  NewPairingCode,
  PairAnswer,
  PairRequest,
  PairingCode,
  PauseStation,
  SelfTestAnswer,
  StationRow,
  StationView,
} from '@depot/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Acting, Allow, Public, SignedIn } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { ForKeys } from '../api-keys/for-keys.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { AgentLines } from './agent-lines.js';
import { StationsService } from './stations.service.js';

@Controller('stations')
export class StationsController {
  constructor(private readonly stations: StationsService) {}

  @Get()
  @SignedIn()
  @ForKeys('stations:read')
  @Answers(z.array(StationRow))
  list(): Promise<StationRow[]> {
    return this.stations.list();
  }

  @Post('pairing-codes')
  @Allow('admin')
  @Takes(NewPairingCode)
  @Answers(PairingCode)
  pairingCode(
    @Body({ schema: NewPairingCode }) body: z.output<typeof NewPairingCode>,
    @Acting() actor: Actor,
  ): Promise<PairingCode> {
    return this.stations.makePairingCode(body.name, actor);
  }

  @Post(':id/pause')
  @Allow('admin')
  @HttpCode(200)
  @Takes(PauseStation)
  @Answers(StationView)
  pause(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PauseStation }) body: z.output<typeof PauseStation>,
    @Acting() actor: Actor,
  ): Promise<StationView> {
    return this.stations.pause(id, body.note, actor);
  }

  /** What the agent found the last time it was asked to test itself. */
  @Get(':id/self-test')
  @Allow('admin')
  @Answers(SelfTestAnswer)
  async selfTest(@Param('id', { schema: Id }) id: string): Promise<SelfTestAnswer> {
    return { test: await this.stations.selfTest(id) };
  }

  @Post(':id/self-test')
  @Allow('admin')
  @HttpCode(200)
  @Answers(SelfTestAnswer)
  async askSelfTest(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<SelfTestAnswer> {
    return { test: await this.stations.askSelfTest(id, actor) };
  }

  @Post(':id/revoke')
  @Allow('admin')
  @HttpCode(200)
  @Answers(StationView)
  revoke(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<StationView> {
    return this.stations.revoke(id, actor);
  }
}

@Controller('agents')
export class PairingController {
  constructor(
    private readonly stations: StationsService,
    private readonly lines: AgentLines,
  ) {}

  /** @throws ProblemError `unsafe-line`: who reads the code on the way could pair in this agent's place */
  @Post('pair')
  @Public()
  @HttpCode(200)
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  @Takes(PairRequest)
  @Answers(PairAnswer)
  pair(@Body({ schema: PairRequest }) body: PairRequest, @Req() request: FastifyRequest): Promise<PairAnswer> {
    if (!this.lines.isSafe(request.raw)) throw new ProblemError('unsafe-line');
    return this.stations.pair(body, request.ip);
  }
}
