import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Arrival, Id, JobView, PostParcel, ScannedSerial, WithReason } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks, WhoReads } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { ForKeys } from '../../api-keys/for-keys.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { ArrivalService } from './arrival.service.js';
import { ShipService } from './ship.service.js';
import { JobViews } from '../job-views.js';

/** The parcel and what becomes of it. */
@Controller('jobs/:id')
export class ShipController {
  constructor(
    private readonly ship: ShipService,
    private readonly arrivals: ArrivalService,
    private readonly views: JobViews,
    private readonly metrics: Metrics,
  ) {}

  /** Scanning the token opens the parcel. */
  @Post('pack')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(ScannedSerial)
  @Answers(JobView)
  async pack(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ScannedSerial }) body: z.output<typeof ScannedSerial>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.ship.pack(id, body.serial, actor);
    return this.views.one(id, me);
  }

  @Post('unpack')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async unpack(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.ship.unpack(id, actor);
    return this.views.one(id, me);
  }

  @Post('post')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(PostParcel)
  @Answers(JobView)
  async post(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PostParcel }) body: z.output<typeof PostParcel>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.ship.post(id, body, actor);
    return this.views.one(id, me);
  }

  @Post('hand-over')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async handOver(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.ship.handOver(id, actor);
    return this.views.one(id, me);
  }

  /** It has not left the house after all. */
  @Post('unpost')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async unpost(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.ship.unpost(id, actor);
    return this.views.one(id, me);
  }

  @Post('deliver')
  @Allow('operator', 'manager', 'admin')
  @ForKeys('parcels:write')
  @HttpCode(200)
  @Answers(JobView)
  async deliver(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @WhoReads() who: Pick<Me, 'roles'>,
  ): Promise<JobView> {
    await this.ship.deliver(id, actor);
    return this.views.one(id, who);
  }

  /** Proved by a code, or attested. Destroys the seed. */
  @Post('arrive')
  @Allow('operator', 'manager', 'helpdesk', 'admin')
  @HttpCode(200)
  @Takes(Arrival)
  @Answers(JobView)
  async arrive(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Arrival }) body: z.output<typeof Arrival>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    if ('code' in body) await this.metrics.codeChecked('arrival', this.arrivals.prove(id, body.code, actor));
    else await this.arrivals.attest(id, body.attestation, actor);
    return this.views.one(id, me);
  }

  @Post('return')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(JobView)
  async return(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.ship.return(id, body.reason, actor);
    return this.views.one(id, me);
  }

  @Post('repack')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Answers(JobView)
  async repack(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor, @WhoAsks() me: Me): Promise<JobView> {
    await this.ship.repack(id, actor);
    return this.views.one(id, me);
  }

  @Post('lose')
  @Allow('operator', 'manager', 'admin')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(JobView)
  async lose(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<JobView> {
    await this.arrivals.lose(id, body.reason, actor);
    return this.views.one(id, me);
  }
}
