import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiQuery } from '@nestjs/swagger';
import { AccessReview, MarkReviewed, ReviewDue, ReviewPeriod } from '@depot/contracts';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { AccessReviewService } from './access-review.service.js';

@Controller('access-review')
@Allow('admin')
export class AccessReviewController {
  constructor(private readonly review: AccessReviewService) {}

  /** Who can do what: people, keys of programs, stations; and who did what from one day to another, in UTC. */
  @Get()
  @ApiQuery({ name: 'from' })
  @ApiQuery({ name: 'to' })
  @Answers(AccessReview)
  view(@Query({ schema: ReviewPeriod }) period: ReviewPeriod): Promise<AccessReview> {
    return this.review.view(period);
  }

  /** When it was last looked at, and whether that is too long ago. */
  @Get('due')
  @Answers(ReviewDue)
  due(): Promise<ReviewDue> {
    return this.review.due();
  }

  /** The same as CSV. It names people: a POST, and itself on the record. */
  @Post('export')
  @HttpCode(200)
  @ApiProduces('text/csv')
  @Takes(ReviewPeriod)
  async export(@Body({ schema: ReviewPeriod }) period: ReviewPeriod, @Acting() actor: Actor): Promise<StreamableFile> {
    const lines = await this.review.export(period, actor);
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="access-review.csv"',
    });
  }

  /** The admin has looked at it. */
  @Post('reviewed')
  @HttpCode(200)
  @Takes(MarkReviewed)
  @Answers(ReviewDue)
  mark(@Body({ schema: MarkReviewed }) body: MarkReviewed, @Acting() actor: Actor): Promise<ReviewDue> {
    return this.review.mark(body, actor);
  }
}
