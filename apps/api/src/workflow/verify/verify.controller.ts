import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CodeAnswer, Id, TwoCodes, TypedCode } from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { JobViews } from '../job-views.js';
import { VerifyService } from './verify.service.js';
import type { Proved } from './proved.js';
import { RecordService } from '../record/record.service.js';

@Controller()
@Allow('operator', 'admin')
export class VerifyController {
  constructor(
    private readonly verify: VerifyService,
    private readonly records: RecordService,
    private readonly views: JobViews,
    private readonly metrics: Metrics,
  ) {}

  @Post('jobs/:id/codes')
  @HttpCode(200)
  @Takes(TypedCode)
  @Answers(CodeAnswer)
  async code(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TypedCode }) body: z.output<typeof TypedCode>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<CodeAnswer> {
    return this.#answer(await this.metrics.codeChecked('job', this.verify.proveJob(id, body.code, actor)), me);
  }

  /** Six digits at a station: which of the tokens waiting there, for their proof or their activation, shows them? */
  @Post('stations/:id/codes')
  @HttpCode(200)
  @Takes(TypedCode)
  @Answers(CodeAnswer)
  async codeAtStation(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TypedCode }) body: z.output<typeof TypedCode>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<CodeAnswer> {
    return this.#answer(await this.metrics.codeChecked('station', this.#atStation(id, body.code, actor)), me);
  }

  @Post('jobs/:id/resynchronise')
  @HttpCode(200)
  @Takes(TwoCodes)
  @Answers(CodeAnswer)
  async resynchronise(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: TwoCodes }) body: z.output<typeof TwoCodes>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<CodeAnswer> {
    return this.#answer(
      await this.metrics.codeChecked('resynchronise', this.verify.resynchronise(id, body, actor)),
      me,
    );
  }

  async #atStation(stationId: string, code: string, actor: Actor): Promise<Proved> {
    const activated = await this.records.activateAtStation(stationId, code, actor);
    return activated ?? this.verify.proveAtStation(stationId, code, actor);
  }

  async #answer(proved: Proved, me: Me): Promise<CodeAnswer> {
    return { job: await this.views.one(proved.jobId, me), drift: proved.drift };
  }
}
