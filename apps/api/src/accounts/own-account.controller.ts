import { Body, Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { ChangePassword, Me, SessionView, SessionsEnded } from '@depot/contracts';
import { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { OwnAccountService } from './own-account.service.js';
import { Acting, SignedIn, WhoAsks } from './roles.js';
import type { SignedInRequest } from './roles.js';
import { SessionHandle } from './session-handle.js';
import { secretOf } from './session-cookie.js';
import { Sessions } from './sessions.service.js';

/** What everybody sees and changes of their own sign-in. */
@Controller('session')
@SignedIn()
export class OwnAccountController {
  constructor(
    private readonly account: OwnAccountService,
    private readonly sessions: Sessions,
  ) {}

  @Get('sessions')
  @Answers(z.array(SessionView))
  list(@WhoAsks() me: Me, @Req() request: SignedInRequest): Promise<SessionView[]> {
    return this.sessions.ofPerson(me.id, secretOf(request));
  }

  @Post('sessions/end-others')
  @HttpCode(200)
  @Answers(SessionsEnded)
  endOthers(@WhoAsks() me: Me, @Acting() actor: Actor, @Req() request: SignedInRequest): Promise<SessionsEnded> {
    return this.sessions.endOthers(me, secretOf(request), actor);
  }

  @Post('sessions/:id/end')
  @HttpCode(200)
  @Answers(SessionsEnded)
  end(
    @Param('id', { schema: SessionHandle }) id: string,
    @WhoAsks() me: Me,
    @Acting() actor: Actor,
  ): Promise<SessionsEnded> {
    return this.sessions.endOwn(me, id, actor);
  }

  @Post('password')
  @HttpCode(200)
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Takes(ChangePassword)
  @Answers(SessionsEnded)
  changePassword(
    @Body({ schema: ChangePassword }) body: ChangePassword,
    @WhoAsks() me: Me,
    @Acting() actor: Actor,
    @Req() request: SignedInRequest,
  ): Promise<SessionsEnded> {
    return this.account.changePassword(me, body, { secret: secretOf(request), actor });
  }
}
