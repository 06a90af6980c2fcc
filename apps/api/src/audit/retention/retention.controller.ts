import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { PreviewRetention, Retention, RetentionPreview, SetRetention } from '@depot/contracts';
import { Acting, Allow } from '../../accounts/roles.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import type { Actor } from '../actor.js';
import { RetentionService } from './retention.service.js';

@Controller('audit/retention')
@Allow('admin')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  /** How long details of events are kept, and how many there are. */
  @Get()
  @Answers(Retention)
  view(): Promise<Retention> {
    return this.retention.view();
  }

  /** How many events a choice of days would take the details from. */
  @Post('preview')
  @HttpCode(200)
  @Takes(PreviewRetention)
  @Answers(RetentionPreview)
  preview(@Body({ schema: PreviewRetention }) body: PreviewRetention): Promise<RetentionPreview> {
    return this.retention.preview(body);
  }

  /** Chooses the days of a group, or that its details are kept for ever. */
  @Post()
  @HttpCode(200)
  @Takes(SetRetention)
  @Answers(Retention)
  set(@Body({ schema: SetRetention }) body: SetRetention, @Acting() actor: Actor): Promise<Retention> {
    return this.retention.set(body, actor);
  }
}
