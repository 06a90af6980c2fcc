import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { NewBackup } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Takes } from '../platform/http/openapi.js';
import { BackupService } from './backup.service.js';

@Controller('backup')
@Allow('admin')
export class BackupController {
  constructor(private readonly backups: BackupService) {}

  /** The whole record, encrypted here. It holds personal data: a POST with a reason, and itself on the record. */
  @Post()
  @HttpCode(200)
  @ApiProduces('application/octet-stream')
  @Takes(NewBackup)
  async take(
    @Body({ schema: NewBackup }) body: z.output<typeof NewBackup>,
    @Acting() actor: Actor,
  ): Promise<StreamableFile> {
    const { stream, length } = await this.backups.take(body, actor);
    return new StreamableFile(stream, {
      type: 'application/octet-stream',
      disposition: 'attachment; filename="depot-backup.pgp"',
      length,
    });
  }
}
