import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { Serial, TokenSheet, WithReason } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { pdf } from './letters.controller.js';
import { TokenSheets } from './token-sheet.service.js';

/** For whoever audits one token. It names people and holds no code. */
@Controller('tokens/:serial/sheet')
@Allow('manager', 'admin')
export class TokenSheetsController {
  constructor(private readonly sheets: TokenSheets) {}

  @Get()
  @Answers(TokenSheet)
  view(@Param('serial', { schema: Serial }) serial: string): Promise<TokenSheet> {
    return this.sheets.view(serial);
  }

  /** To be taken away: with a reason, and itself on the record. */
  @Post('pdf')
  @HttpCode(200)
  @ApiProduces('application/pdf')
  @Takes(WithReason)
  async print(
    @Param('serial', { schema: Serial }) serial: string,
    @Body({ schema: WithReason }) { reason }: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<StreamableFile> {
    return pdf(await this.sheets.print(serial, reason, { actor, me }), `token-${serial}`);
  }
}
