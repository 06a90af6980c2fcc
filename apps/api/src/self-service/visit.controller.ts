import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { SelfCapture, SelfChoice, SelfDigits, SelfLeave, SelfView } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ByRecipient, RecipientActing, WhoseVisit } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { CaptureService } from '../workflow/burn/capture.service.js';
import { RenewService } from '../workflow/burn/renew.service.js';
import { ChooseService } from '../workflow/import/choose.service.js';
import { RecordService } from '../workflow/record/record.service.js';
import { forRecipient } from './for-recipient.js';
import { selfCookiePath, visitCookie } from './kiosk-session.js';
import type { Visit } from './kiosk-session.js';
import { OwnProof } from './own-proof.js';
import { SelfViews } from './self-views.js';
import { VisitsService } from './visits.service.js';

/** What a recipient does with their own job. Looking is no sign that somebody is there; doing something is. */
@Controller('self/visit')
@ByRecipient()
export class VisitController {
  constructor(
    private readonly visits: VisitsService,
    private readonly views: SelfViews,
    private readonly captures: CaptureService,
    private readonly choices: ChooseService,
    private readonly renewals: RenewService,
    private readonly proof: OwnProof,
    private readonly record: RecordService,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Answers(SelfView)
  look(@WhoseVisit() visit: Visit): Promise<SelfView> {
    return this.views.of(visit);
  }

  /** Somebody touched the screen. */
  @Post('stay')
  @HttpCode(200)
  @Answers(SelfView)
  stay(@WhoseVisit() visit: Visit): Promise<SelfView> {
    return this.#done(visit, Promise.resolve());
  }

  @Post('capture')
  @HttpCode(200)
  @Takes(SelfCapture)
  @Answers(SelfView)
  capture(
    @Body({ schema: SelfCapture }) body: z.output<typeof SelfCapture>,
    @WhoseVisit() visit: Visit,
    @RecipientActing() actor: Actor,
  ): Promise<SelfView> {
    return this.#done(visit, this.captures.capture(visit.jobId, { ...body, anyAccount: false }, actor));
  }

  @Post('choose')
  @HttpCode(200)
  @Takes(SelfChoice)
  @Answers(SelfView)
  choose(
    @Body({ schema: SelfChoice }) body: z.output<typeof SelfChoice>,
    @WhoseVisit() visit: Visit,
    @RecipientActing() actor: Actor,
  ): Promise<SelfView> {
    return this.#done(visit, this.choices.choose(visit.jobId, body.serial, actor));
  }

  /** The same token lies on the reader again. */
  @Post('burn-again')
  @HttpCode(200)
  @Answers(SelfView)
  burnAgain(@WhoseVisit() visit: Visit, @RecipientActing() actor: Actor): Promise<SelfView> {
    return this.#done(visit, this.renewals.burnAgain(visit.jobId, actor));
  }

  /** Six digits off the token: the proof, and (where the directory asks for a new one) the activation. */
  @Post('codes')
  @HttpCode(200)
  @Takes(SelfDigits)
  @Answers(SelfView)
  codes(
    @Body({ schema: SelfDigits }) body: z.output<typeof SelfDigits>,
    @WhoseVisit() visit: Visit,
    @RecipientActing() actor: Actor,
  ): Promise<SelfView> {
    return this.#done(visit, this.metrics.codeChecked('job', this.proof.take(visit, body.code, actor)));
  }

  /** Microsoft's page took the code. */
  @Post('accept')
  @HttpCode(200)
  @Answers(SelfView)
  accept(@WhoseVisit() visit: Visit, @RecipientActing() actor: Actor): Promise<SelfView> {
    return this.#done(visit, this.record.accept(visit.jobId, actor));
  }

  @Post('leave')
  @HttpCode(204)
  @Takes(SelfLeave)
  async leave(
    @Body({ schema: SelfLeave }) body: z.output<typeof SelfLeave>,
    @WhoseVisit() visit: Visit,
    @RecipientActing() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.visits.end(visit, body.how, actor);
    reply.clearCookie(visitCookie, { path: selfCookiePath });
  }

  async #done(visit: Visit, work: Promise<unknown>): Promise<SelfView> {
    await Promise.all([forRecipient(work), this.visits.touch(visit)]);
    return this.views.of(visit);
  }
}
