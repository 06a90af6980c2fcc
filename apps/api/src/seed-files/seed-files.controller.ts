import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiQuery } from '@nestjs/swagger';
import { Id, PgpKeyView, SeedFileAnswer, SeedFileView } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { SignedInRequest } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { BadRowsService } from './bad-rows.service.js';
import { DepotPgpKey } from './depot-pgp-key.js';
import { SeedFileViews } from './seed-file-views.js';
import { SeedFilesService } from './seed-files.service.js';

const UploadQuery = z.object({ name: z.string().trim().min(1).max(200).default('seed file') });

@Controller('seed-files')
@Allow('admin')
export class SeedFilesController {
  constructor(
    private readonly files: SeedFilesService,
    private readonly views: SeedFileViews,
    private readonly badRows: BadRowsService,
    private readonly pgp: DepotPgpKey,
  ) {}

  /** A vendor's seed file as the body, of any format and wrapping; sealed as it comes in, then judged without taking anything. */
  @Post()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'name', required: false })
  @Answers(SeedFileView)
  async upload(
    @Query({ schema: UploadQuery }) query: z.output<typeof UploadQuery>,
    @Req() request: SignedInRequest,
    @Acting() actor: Actor,
  ): Promise<SeedFileView> {
    const { body } = request;
    if (!(body instanceof Readable))
      throw new ProblemError('bad-request', 'Send the file itself as the body, as application/octet-stream.');
    const declaredBytes = Number(request.headers['content-length'] ?? 0);
    const pieces = whole(body);
    try {
      return await this.views.one(await this.files.upload(pieces, { name: query.name, actor, declaredBytes }));
    } finally {
      await pieces.return(undefined);
    }
  }

  @Get()
  @Answers(z.array(SeedFileView))
  list(): Promise<SeedFileView[]> {
    return this.views.list();
  }

  @Get(':id')
  @Answers(SeedFileView)
  one(@Param('id', { schema: Id }) id: string): Promise<SeedFileView> {
    return this.views.one(id);
  }

  /** What the file leaves open: password, columns, Base32 or hex, what to do about bad MACs. It is judged anew. */
  @Post(':id/answer')
  @HttpCode(200)
  @Takes(SeedFileAnswer)
  @Answers(SeedFileView)
  async answer(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SeedFileAnswer }) body: z.output<typeof SeedFileAnswer>,
    @Acting() actor: Actor,
  ): Promise<SeedFileView> {
    await this.files.answer(id, body, actor);
    return this.views.one(id);
  }

  /** Every good row goes to stock. */
  @Post(':id/take')
  @HttpCode(200)
  @Answers(SeedFileView)
  async take(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<SeedFileView> {
    await this.files.take(id, actor);
    return this.views.one(id);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Answers(z.object({ discarded: z.literal(true) }))
  async discard(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<{ discarded: true }> {
    await this.files.discard(id, actor);
    return { discarded: true };
  }

  /** The bad rows as a file of the same format, each with its reason. It may carry seeds: a POST so that no cache or history keeps it. */
  @Post(':id/bad-rows')
  @HttpCode(200)
  @ApiProduces('text/csv', 'application/xml')
  async handBack(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<StreamableFile> {
    const { name, type, lines } = await this.badRows.download(id, actor);
    return new StreamableFile(Readable.from(lines), { type, disposition: `attachment; filename="${name}"` });
  }

  /** The public half of the depot's own key pair, which is made when somebody first asks for it. */
  @Post('pgp-key')
  @HttpCode(200)
  @Answers(PgpKeyView)
  pgpKey(@Acting() actor: Actor): Promise<PgpKeyView> {
    return this.pgp.show(actor);
  }
}

/** A body that ends before it should is the sender's doing. One that is refused is not cut off: its sender is to hear why. */
async function* whole(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body.iterator({ destroyOnReturn: false })) yield piece as Uint8Array;
  } catch {
    throw new ProblemError('bad-request', 'The upload was cut off. Send the file again.');
  }
}
