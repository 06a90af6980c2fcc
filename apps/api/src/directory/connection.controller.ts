import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ConnectionTest, ConnectionView, NewConnection, WithReason } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { ConnectionService } from './connection.service.js';

@Controller('directory/connection')
@Allow('admin')
export class ConnectionController {
  constructor(private readonly connection: ConnectionService) {}

  /** Which application it signs in as, and where; never with what. */
  @Get()
  @Answers(ConnectionView)
  view(): Promise<ConnectionView> {
    return this.connection.view();
  }

  @Post()
  @HttpCode(200)
  @Takes(NewConnection)
  @Answers(ConnectionView)
  set(
    @Body({ schema: NewConnection }) body: z.output<typeof NewConnection>,
    @Acting() actor: Actor,
  ): Promise<ConnectionView> {
    return this.connection.set(body, actor);
  }

  /** Jobs are registered in the portal again. */
  @Post('forget')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(ConnectionView)
  forget(
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<ConnectionView> {
    return this.connection.forget(body.reason, actor);
  }

  /** Asks Entra and Graph for everything the line needs, and says what is missing. */
  @Post('test')
  @HttpCode(200)
  @Answers(ConnectionTest)
  test(): Promise<ConnectionTest> {
    return this.connection.test();
  }
}
