import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../accounts/roles.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { AgentPackage } from './agent-package.js';

@Controller('agent.tgz')
export class AgentPackageController {
  constructor(private readonly agent: AgentPackage) {}

  /** The agent of this depot's version, for `npm install -g`. Public: npm has no session, and it holds no secret. */
  @Get()
  @Public()
  @ApiProduces('application/gzip')
  @ApiResponse({ status: 200, description: 'An npm package', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 304, description: 'Nothing new since If-None-Match' })
  serve(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    const { bytes, tag } = this.agent;
    if (bytes === null) {
      throw new ProblemError('not-found', 'This depot was built without its agent’s package. Run: npm run build');
    }
    void reply.header('etag', tag).header('cache-control', 'no-cache');
    const isKnown = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
    if (isKnown === true) void reply.status(304).send();
    else void reply.type('application/gzip').send(bytes);
  }
}
