import { Controller, Get, Query, Req, Res, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { SignInWays } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import { Log } from '../../platform/http/log.js';
import { Answers } from '../../platform/http/openapi.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { comerOf } from '../comer.js';
import { Public } from '../roles.js';
import type { SignedInRequest } from '../roles.js';
import { giveSession } from '../session-cookie.js';
import { flowSeconds } from './provider-flow.js';
import { ProviderSignIn } from './provider-sign-in.service.js';

const flowCookie = 'depot-sign-in';
const flowPath = '/api/session/provider';

/** Signing in at the identity provider. Browsers come here by themselves, so they are answered by sending them on, never with a problem's JSON. */
@Controller('session')
@UseGuards(ThrottlerGuard)
export class ProviderController {
  constructor(
    private readonly provider: ProviderSignIn,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  @Get('ways')
  @Public()
  @Throttle({ default: { limit: 120, ttl: 60_000 } })
  @Answers(SignInWays)
  ways(): SignInWays {
    return { provider: this.provider.label };
  }

  /** Off to the provider. `page` is what stands after `#`. */
  @Get('provider')
  @Public()
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  async begin(
    @Query('page') page: unknown,
    @Req() request: SignedInRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#orBack(reply, async () => {
      const { url, carried } = await this.provider.begin(typeof page === 'string' ? page : undefined);
      // Lax: the provider's page sends the browser back here, and this is what it must bring along.
      reply.setCookie(flowCookie, carried, {
        httpOnly: true,
        sameSite: 'lax',
        path: flowPath,
        secure: request.protocol === 'https',
        maxAge: flowSeconds,
      });
      return url;
    });
  }

  /** Back from the provider, with a code that is good once; the page that follows has an address without it. */
  @Get('provider/callback')
  @Public()
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  async finish(@Req() request: SignedInRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.clearCookie(flowCookie, { path: flowPath });
    await this.#orBack(reply, async () => {
      const [, query = ''] = request.url.split('?', 2);
      const signIn = this.provider.finish(query, request.cookies[flowCookie], comerOf(request));
      const { secret, page } = await this.metrics.signIn(signIn);
      giveSession(request, reply, secret);
      return `/#${page}`;
    });
  }

  /** Where something is wrong the page for signing in says so, by the problem's code. */
  async #orBack(reply: FastifyReply, work: () => Promise<string>): Promise<void> {
    let where: string;
    try {
      where = await work();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code === 'not-found') throw error;
      const why = error.facts?.['why'];
      const log = this.log.of('sign-in');
      log.warn(
        { code: error.code, ...(typeof why === 'string' ? { why } : {}) },
        'A sign-in at the provider was refused',
      );
      where = `/#/sign-in/${error.code}`;
    }
    await reply.redirect(where, 303);
  }
}
