import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  Id,
  NewPassword,
  PeopleRules,
  PersonSession,
  SessionsEnded,
  SetPeopleRules,
  SetRoles,
  WithReason,
} from '@depot/contracts';
import { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { PeopleService } from './people.service.js';
import { Acting, Allow } from './roles.js';
import type { SignedInRequest } from './roles.js';
import { secretOf } from './session-cookie.js';
import { SessionHandle } from './session-handle.js';
import { Sessions } from './sessions.service.js';

/** What an admin does with people's sign-ins. */
@Controller('people')
@Allow('admin')
export class PeopleCareController {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: Sessions,
  ) {}

  @Get('rules')
  @Answers(PeopleRules)
  rules(): Promise<PeopleRules> {
    return this.people.rules();
  }

  @Post('rules')
  @HttpCode(200)
  @Takes(SetPeopleRules)
  @Answers(PeopleRules)
  setRules(@Body({ schema: SetPeopleRules }) body: SetPeopleRules, @Acting() actor: Actor): Promise<PeopleRules> {
    return this.people.setRules(body, actor);
  }

  @Get('sessions')
  @Answers(z.array(PersonSession))
  list(@Req() request: SignedInRequest): Promise<PersonSession[]> {
    return this.sessions.ofEverybody(secretOf(request));
  }

  @Post('sessions/:id/end')
  @HttpCode(200)
  @Answers(SessionsEnded)
  revoke(@Param('id', { schema: SessionHandle }) id: string, @Acting() actor: Actor): Promise<SessionsEnded> {
    return this.sessions.revoke(id, actor);
  }

  @Post(':id/end-sessions')
  @HttpCode(200)
  @Answers(SessionsEnded)
  endSessions(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<SessionsEnded> {
    return this.people.endSessions(id, actor);
  }

  @Post(':id/close')
  @HttpCode(204)
  @Takes(WithReason)
  close(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<void> {
    return this.people.close(id, body.reason, actor);
  }

  @Post(':id/reopen')
  @HttpCode(204)
  @Takes(WithReason)
  reopen(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<void> {
    return this.people.reopen(id, body.reason, actor);
  }

  @Post(':id/roles')
  @HttpCode(204)
  @Takes(SetRoles)
  setRoles(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SetRoles }) body: SetRoles,
    @Acting() actor: Actor,
  ): Promise<void> {
    return this.people.setRoles(id, body, actor);
  }

  @Post(':id/password')
  @HttpCode(204)
  @Takes(NewPassword)
  setPassword(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewPassword }) body: NewPassword,
    @Acting() actor: Actor,
  ): Promise<void> {
    return this.people.setPassword(id, body, actor);
  }

  @Post(':id/reset-factor')
  @HttpCode(204)
  @Takes(WithReason)
  resetFactor(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<void> {
    return this.people.resetFactor(id, body.reason, actor);
  }
}
