import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import {
  AskReadOut,
  CallerAnswer,
  CallerAnswered,
  DecideReadOut,
  HelpdeskCase,
  HelpdeskFindings,
  Id,
  NewPass,
  PassMade,
  PassOffer,
  ReadOutRules,
  ReadOutView,
  SetReadOutRules,
  ShowCodes,
  ShownCodes,
} from '@depot/contracts';
import type { Me } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow, WhoAsks } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { CallerChecks } from './caller-check.service.js';
import { CallerPasses } from './caller-passes.service.js';
import { HelpdeskCases } from './cases.service.js';
import { ReadOuts } from './read-outs.service.js';
import { ReadOutRulesService } from './rules.service.js';
import { CodeDisplay } from './code-display.service.js';

const FindQuery = z.object({ search: z.string().max(200).default('') });
const waiting = z.array(ReadOutView);

/** Somebody calls whose token is in the post. No answer holds what the caller is asked for, or a seed. */
@Controller('helpdesk')
@Allow('helpdesk', 'admin')
export class HelpdeskController {
  constructor(
    private readonly cases: HelpdeskCases,
    private readonly checks: CallerChecks,
    private readonly readOuts: ReadOuts,
    private readonly display: CodeDisplay,
    private readonly rules: ReadOutRulesService,
    private readonly passes: CallerPasses,
  ) {}

  @Get('rules')
  @Allow('admin')
  @Answers(ReadOutRules)
  view(): Promise<ReadOutRules> {
    return this.rules.view();
  }

  @Post('rules')
  @Allow('admin')
  @HttpCode(200)
  @Takes(SetReadOutRules)
  @Answers(ReadOutRules)
  set(@Body({ schema: SetReadOutRules }) body: SetReadOutRules, @Acting() actor: Actor): Promise<ReadOutRules> {
    return this.rules.set(body, actor);
  }

  @Get('parcels')
  @ApiQuery({ name: 'search', required: false })
  @Answers(HelpdeskFindings)
  find(@Query({ schema: FindQuery }) { search }: z.output<typeof FindQuery>): Promise<HelpdeskFindings> {
    return this.cases.find(search);
  }

  @Get('jobs/:id')
  @Answers(HelpdeskCase)
  one(@Param('id', { schema: Id }) id: string, @WhoAsks() me: Me): Promise<HelpdeskCase> {
    return this.cases.one(id, me);
  }

  @Post('jobs/:id/checks')
  @HttpCode(200)
  @Answers(HelpdeskCase)
  async begin(@Param('id', { schema: Id }) id: string, @WhoAsks() me: Me): Promise<HelpdeskCase> {
    await this.checks.begin(id, me.id);
    return this.cases.one(id, me);
  }

  @Post('checks/:id/answers')
  @HttpCode(200)
  @Takes(CallerAnswer)
  @Answers(CallerAnswered)
  async answer(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CallerAnswer }) body: CallerAnswer,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<CallerAnswered> {
    const { jobId, match } = await this.checks.answer(id, body, actor);
    return { match, case: await this.cases.one(jobId, me) };
  }

  /** The person signed in says that they called the number on record. */
  @Post('checks/:id/called-back')
  @HttpCode(200)
  @Answers(HelpdeskCase)
  async calledBack(
    @Param('id', { schema: Id }) id: string,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<HelpdeskCase> {
    return this.cases.one(await this.checks.calledBack(id, actor), me);
  }

  @Post('checks/:id/read-outs')
  @HttpCode(200)
  @Takes(AskReadOut)
  @Answers(HelpdeskCase)
  async ask(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AskReadOut }) body: AskReadOut,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<HelpdeskCase> {
    return this.cases.one(await this.readOuts.ask(id, body, actor), me);
  }

  /** Offered before any code, to a caller who was checked. */
  @Get('checks/:id/temporary-pass')
  @Answers(PassOffer)
  offer(@Param('id', { schema: Id }) id: string, @Acting() actor: Actor): Promise<PassOffer> {
    return this.passes.offer(id, actor);
  }

  /** The pass is in this answer and nowhere else. */
  @Post('checks/:id/temporary-pass')
  @HttpCode(200)
  @Takes(NewPass)
  @Answers(PassMade)
  makePass(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewPass }) body: z.output<typeof NewPass>,
    @Acting() actor: Actor,
    @WhoAsks() me: Me,
  ): Promise<PassMade> {
    return this.passes.make(id, body, { actor, me });
  }

  /** Those that wait for a second person. */
  @Get('read-outs')
  @Allow('helpdesk', 'manager', 'admin')
  @Answers(waiting)
  waiting(): Promise<ReadOutView[]> {
    return this.readOuts.waiting();
  }

  @Post('read-outs/:id/decide')
  @Allow('helpdesk', 'manager', 'admin')
  @HttpCode(200)
  @Takes(DecideReadOut)
  @Answers(waiting)
  async decide(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DecideReadOut }) { approve }: DecideReadOut,
    @Acting() actor: Actor,
  ): Promise<ReadOutView[]> {
    await this.readOuts.decide(id, approve, actor);
    return this.readOuts.waiting();
  }

  /** The codes are in this answer and nowhere else. */
  @Post('read-outs/:id/codes')
  @HttpCode(200)
  @Takes(ShowCodes)
  @Answers(ShownCodes)
  codes(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ShowCodes }) { at }: ShowCodes,
    @Acting() actor: Actor,
  ): Promise<ShownCodes> {
    return this.display.show(id, at, actor);
  }
}
