import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { EntraCsvRequest } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Takes } from '../platform/http/openapi.js';
import { EntraCsvService } from './entra-csv.service.js';

@Controller('directory')
@Allow('admin')
export class DirectoryController {
  constructor(private readonly csv: EntraCsvService) {}

  /** Seeds in clear, for the portal: a POST so that no cache or history keeps it. */
  @Post('entra-csv')
  @HttpCode(200)
  @ApiProduces('text/csv')
  @Takes(EntraCsvRequest)
  async entraCsv(
    @Body({ schema: EntraCsvRequest }) body: z.output<typeof EntraCsvRequest>,
    @Acting() actor: Actor,
  ): Promise<StreamableFile> {
    const lines = await this.csv.download(body, actor);
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="entra-oath-tokens.csv"',
    });
  }
}
