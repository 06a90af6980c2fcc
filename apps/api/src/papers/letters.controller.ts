import { Body, Controller, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { Id, PrintLetters } from '@depot/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Takes } from '../platform/http/openapi.js';
import { ArrivalLetters } from './arrival-letters.service.js';
import { ParcelLetters } from './parcel-letters.service.js';

/** Paper for recipients, as PDF: a POST, so that no cache or history keeps it. */
@Controller()
export class LettersController {
  constructor(
    private readonly parcels: ParcelLetters,
    private readonly arrivals: ArrivalLetters,
  ) {}

  /** Beside the token: no secret, no code, no serial. */
  @Post('parcels/letters')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @ApiProduces('application/pdf')
  @Takes(PrintLetters)
  async letters(@Body({ schema: PrintLetters }) { parcels }: z.output<typeof PrintLetters>): Promise<StreamableFile> {
    return pdf(await this.parcels.print(parcels), 'letters');
  }

  /** Never beside the token: it holds a new arrival code, and the one before is void. */
  @Post('jobs/:id/arrival-code/letter')
  @Allow('manager', 'admin')
  @HttpCode(200)
  @ApiProduces('application/pdf')
  async arrivalCode(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @Req() { protocol, host }: FastifyRequest,
  ): Promise<StreamableFile> {
    return pdf(await this.arrivals.print(id, { actor, origin: `${protocol}://${host}` }), 'arrival-code');
  }
}

export function pdf(bytes: Uint8Array, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: 'application/pdf',
    disposition: `attachment; filename="${name}.pdf"`,
    length: bytes.byteLength,
  });
}
