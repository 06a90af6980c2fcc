import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiQuery } from '@nestjs/swagger';
import { SeedFileReport, TakeSeeds } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers } from '../platform/http/openapi.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { SeedFilesService } from './seed-files.service.js';

const SeedFileQuery = z.object({ take: TakeSeeds.default('none'), name: z.string().max(200).default('seed file') });

@Controller('seed-files')
@Allow('admin')
export class SeedFilesController {
  constructor(private readonly files: SeedFilesService) {}

  /** A vendor's seed file as the body (text/csv); held in memory, sealed, gone. */
  @Post()
  @HttpCode(200)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'take', required: false, enum: TakeSeeds.options })
  @ApiQuery({ name: 'name', required: false })
  @Answers(SeedFileReport)
  async take(
    @Query({ schema: SeedFileQuery }) query: z.output<typeof SeedFileQuery>,
    @Body() body: unknown,
    @Acting() actor: Actor,
  ): Promise<SeedFileReport> {
    if (!Buffer.isBuffer(body) || body.length === 0)
      throw new ProblemError('bad-request', 'Send the file itself as the body, as text/csv.');
    try {
      return await this.files.take(body.toString('utf8'), { ...query, actor });
    } finally {
      body.fill(0);
    }
  }
}
