import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Id, LoseInPost, LostInPost } from '@depot/contracts';
import { Acting, Allow } from '../../../accounts/roles.js';
import type { Actor } from '../../../audit/actor.js';
import { Answers, Takes } from '../../../platform/http/openapi.js';
import { LostInPostService } from './lost-in-post.service.js';

/** Whoever hears of it says so: the recipient calls the helpdesk, the carrier the depot. */
@Controller('jobs/:id/lost-in-post')
@Allow('operator', 'manager', 'helpdesk', 'admin')
export class LostInPostController {
  constructor(private readonly lost: LostInPostService) {}

  @Get()
  @Answers(LostInPost)
  preview(@Param('id', { schema: Id }) id: string): Promise<LostInPost> {
    return this.lost.preview(id);
  }

  @Post()
  @HttpCode(200)
  @Takes(LoseInPost)
  @Answers(LostInPost)
  async lose(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: LoseInPost }) body: LoseInPost,
    @Acting() actor: Actor,
  ): Promise<LostInPost> {
    await this.lost.lose(id, body, actor);
    return this.lost.preview(id);
  }
}
