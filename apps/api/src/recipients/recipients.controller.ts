import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { EraseRecipient, Erasure } from '@depot/contracts';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { ErasureService } from './erasure.service.js';

@Controller('recipients')
@Allow('admin')
export class RecipientsController {
  constructor(private readonly erasure: ErasureService) {}

  /** Takes a person's data out of the depot and its record, for good. */
  @Post('erasure')
  @HttpCode(200)
  @Takes(EraseRecipient)
  @Answers(Erasure)
  erase(
    @Body({ schema: EraseRecipient }) body: z.output<typeof EraseRecipient>,
    @Acting() actor: Actor,
  ): Promise<Erasure> {
    return this.erasure.erase(body, actor);
  }
}
