import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { AnchorList, ChainHead, WithReason } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import { ForKeys } from '../api-keys/for-keys.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import type { Actor } from './actor.js';
import { AuditService } from './audit.service.js';
import { writeLines } from './export/write-lines.js';

@Controller('audit')
@Allow('admin')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Where the chain stands. */
  @Get('head')
  @ForKeys('audit:export')
  @Answers(ChainHead)
  head(): Promise<ChainHead> {
    return this.audit.head();
  }

  /** Where the chain stood when each of the last 31 days ended, signed, and the key to check it with. */
  @Get('anchors')
  @ForKeys('audit:export')
  @Answers(AnchorList)
  anchors(): Promise<AnchorList> {
    return this.audit.anchors();
  }

  /** The whole record as JSON Lines. It holds personal data: a POST with a reason, and itself on the record. */
  @Post('export')
  @ForKeys('audit:export')
  @HttpCode(200)
  @ApiProduces('application/x-ndjson')
  @Takes(WithReason)
  async export(
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<StreamableFile> {
    const lines = await this.audit.export(body.reason, actor);
    return new StreamableFile(Readable.from(writeLines(lines)), {
      type: 'application/x-ndjson',
      disposition: 'attachment; filename="depot-record.jsonl"',
    });
  }
}
