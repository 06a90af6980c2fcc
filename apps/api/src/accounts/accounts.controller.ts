import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { Me, NewPerson, PersonRow, PersonView, Preferences, SignIn, SignedOut } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { AccountsService } from './accounts.service.js';
import { comerOf } from './comer.js';
import { ProviderSignIn } from './provider/provider-sign-in.service.js';
import { Acting, Allow, Public, SignedIn, WhoAsks } from './roles.js';
import type { SignedInRequest } from './roles.js';
import { giveSession, sessionCookie, takeSession } from './session-cookie.js';
import { Sessions } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
    private readonly sessions: Sessions,
    private readonly provider: ProviderSignIn,
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
    const { secret, me } = await this.metrics.signIn(this.signIns.signIn(body, comerOf(request)));
    giveSession(request, reply, secret);
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
  @Answers(SignedOut)
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedOut> {
    const secret = request.cookies[sessionCookie];
    takeSession(reply);
    const way = secret === undefined ? null : await this.sessions.signOut(secret, request.ip);
    return { goTo: way === 'provider' ? await this.provider.endUrl() : null };
  }
}

@Controller('people')
@Allow('admin')
export class PeopleController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Answers(zod.array(PersonRow))
  list(): Promise<PersonRow[]> {
    return this.accounts.list();
  }

  @Post()
  @Takes(NewPerson)
  @Answers(PersonView)
  add(@Body({ schema: NewPerson }) body: z.output<typeof NewPerson>, @Acting() actor: Actor): Promise<PersonView> {
    return this.accounts.add(body, actor);
  }
}
