import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { Id, KioskView, StationView } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import { Acting, Allow } from '../accounts/roles.js';
import type { SignedInRequest } from '../accounts/roles.js';
import { secretOf, takeSession } from '../accounts/session-cookie.js';
import { Sessions } from '../accounts/sessions.service.js';
import type { Actor } from '../audit/actor.js';
import { Answers } from '../platform/http/openapi.js';
import { kioskCookie, selfCookiePath, visitCookie } from './kiosk-session.js';
import { KiosksService } from './kiosks.service.js';

/** Staff put a station into self-service, and take it out. */
@Controller('stations/:id/self-service')
@Allow('operator', 'admin')
export class KiosksController {
  constructor(
    private readonly kiosks: KiosksService,
    private readonly sessions: Sessions,
  ) {}

  /** The browser that asks becomes the kiosk: it keeps a session that takes codes, and the one of whoever asked is ended. */
  @Post()
  @HttpCode(200)
  @Answers(KioskView)
  async start(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KioskView> {
    const { secret, seconds } = await this.kiosks.start(id, actor);
    await this.sessions.signOut(secretOf(request), request.ip);
    const secure = request.protocol === 'https';
    takeSession(reply);
    // It outlives a restart of the kiosk's browser: staff are not called for each power cut.
    const kept = { httpOnly: true, sameSite: 'strict', path: selfCookiePath, secure, maxAge: seconds } as const;
    reply.setCookie(kioskCookie, secret, kept);
    return this.kiosks.view(id);
  }

  @Post('end')
  @HttpCode(200)
  @Answers(StationView)
  async end(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StationView> {
    const station = await this.kiosks.end(id, actor);
    for (const name of [kioskCookie, visitCookie]) reply.clearCookie(name, { path: selfCookiePath });
    return station;
  }
}
