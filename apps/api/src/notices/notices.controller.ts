import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Id, NoticesView } from '@depot/contracts';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers } from '../platform/http/openapi.js';
import { NoticesService } from './notices.service.js';

/** Mails and webhooks: what is set up, and what did not go out. */
@Controller('notices')
@Allow('admin')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Answers(NoticesView)
  view(): Promise<NoticesView> {
    return this.notices.view();
  }

  @Post(':id/again')
  @HttpCode(200)
  @Answers(NoticesView)
  again(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<NoticesView> {
    return this.notices.again(id, actor);
  }
}
