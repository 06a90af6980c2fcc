import { Controller, Get, HttpCode, HttpException, Res } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { Health } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import { sql } from 'kysely';
import { Public } from '../accounts/roles.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Answers } from '../platform/http/openapi.js';
import { Queues } from '../platform/queue/queues.js';

const patience = 3000;

@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly work: UnitOfWork,
    private readonly queues: Queues,
  ) {}

  /** Live: the process answers. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready: every dependency answers; each is named. 503 otherwise. */
  @Get('ready')
  @Answers(Health)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.#check();
    if (health.status === 'error') reply.status(503);
    return health;
  }

  @Get()
  @Answers(Health)
  all(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    return this.ready(reply);
  }

  async #check(): Promise<Health> {
    const result = await this.checks
      .check([
        () => probe('record', sql`SELECT 1`.execute(this.work.read)),
        () => probe('queue', this.queues.ping(), this.queues.engine),
      ])
      .catch((error: unknown) => {
        if (error instanceof HttpException) {
          return error.getResponse() as { status: 'error'; details: HealthIndicatorResult };
        }
        throw error;
      });
    return { status: result.status === 'ok' ? 'ok' : 'error', dependencies: result.details as Health['dependencies'] };
  }
}

async function probe(name: string, answer: Promise<unknown>, detail?: string): Promise<HealthIndicatorResult> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late').unref());
  const outcome = await Promise.race([answer.then(() => 'up' as const).catch(() => 'down' as const), late]);
  return { [name]: { status: outcome === 'up' ? 'up' : 'down', ...(detail === undefined ? {} : { detail }) } };
}
