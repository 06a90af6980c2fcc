import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { KioskView, SelfSignIn, SelfView } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AtKiosk, WhichKiosk } from '../accounts/roles.js';
import type { SignedInRequest } from '../accounts/roles.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { selfCookiePath, visitCookie } from './kiosk-session.js';
import type { KioskSession } from './kiosk-session.js';
import { KiosksService } from './kiosks.service.js';
import { SelfViews } from './self-views.js';
import { VisitsService } from './visits.service.js';

/** A kiosk on which nobody is signed in. */
@Controller('self')
@AtKiosk()
export class SelfController {
  constructor(
    private readonly kiosks: KiosksService,
    private readonly visits: VisitsService,
    private readonly views: SelfViews,
  ) {}

  @Get('kiosk')
  @Answers(KioskView)
  kiosk(@WhichKiosk() kiosk: KioskSession): Promise<KioskView> {
    return this.kiosks.view(kiosk.stationId);
  }

  /** A recipient's one-time code. */
  @Post('sign-in')
  @HttpCode(200)
  @UseGuards(ThrottlerGuard)
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  @Takes(SelfSignIn)
  @Answers(SelfView)
  async signIn(
    @Body({ schema: SelfSignIn }) body: z.output<typeof SelfSignIn>,
    @WhichKiosk() kiosk: KioskSession,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SelfView> {
    const { secret, visit } = await this.visits.signIn(kiosk, body.code, request.ip);
    const secure = request.protocol === 'https';
    reply.setCookie(visitCookie, secret, { httpOnly: true, sameSite: 'strict', path: selfCookiePath, secure });
    return this.views.of(visit);
  }
}
