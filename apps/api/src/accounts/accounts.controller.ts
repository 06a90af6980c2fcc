import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { Me, NewPerson, PersonView, Preferences, SignIn } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { AccountsService } from './accounts.service.js';
import { sessionCookie } from './access.guard.js';
import { Acting, Allow, Public, SignedIn, WhoAsks } from './roles.js';
import type { SignedInRequest } from './roles.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @SignedIn()
  @Answers(Me)
  me(@WhoAsks() me: Me): Me {
    return me;
  }

  @Post()
  @Public()
  @HttpCode(200)
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Takes(SignIn)
  @Answers(Me)
  async signIn(
    @Body({ schema: SignIn }) body: z.output<typeof SignIn>,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const { secret, me } = await this.metrics.signIn(this.accounts.signIn(body.name, body.password, request.ip));
    const secure = request.protocol === 'https';
    reply.setCookie(sessionCookie, secret, { httpOnly: true, sameSite: 'strict', path: '/api', secure });
    return me;
  }

  @Patch()
  @SignedIn()
  @Takes(Preferences)
  @Answers(Me)
  prefer(@WhoAsks() me: Me, @Body({ schema: Preferences }) body: z.output<typeof Preferences>): Promise<Me> {
    return this.accounts.setLanguage(me, body.language);
  }

  @Delete()
  @Public()
  @HttpCode(204)
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const secret = request.cookies[sessionCookie];
    if (secret !== undefined) await this.accounts.signOut(secret);
    reply.clearCookie(sessionCookie, { path: '/api' });
  }
}

@Controller('people')
@Allow('admin')
export class PeopleController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Answers(zod.array(PersonView))
  list(): Promise<PersonView[]> {
    return this.accounts.list();
  }

  @Post()
  @Takes(NewPerson)
  @Answers(PersonView)
  add(@Body({ schema: NewPerson }) body: z.output<typeof NewPerson>, @Acting() actor: Actor): Promise<PersonView> {
    return this.accounts.add(body, actor);
  }
}
