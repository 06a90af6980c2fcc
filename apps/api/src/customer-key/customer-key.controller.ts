import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CustomerKeyView, NewCustomerKey, WithReason } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../accounts/roles.js';
import type { Actor } from '../audit/actor.js';
import { Answers, Takes } from '../platform/http/openapi.js';
import { CustomerKeyService } from './customer-key.service.js';

@Controller('customer-key')
@Allow('admin')
export class CustomerKeyController {
  constructor(private readonly keys: CustomerKeyService) {}

  /** Whether there is one, and since when; never the key. */
  @Get()
  @Answers(CustomerKeyView)
  view(): Promise<CustomerKeyView> {
    return this.keys.view();
  }

  @Post()
  @HttpCode(200)
  @Takes(NewCustomerKey)
  @Answers(CustomerKeyView)
  set(
    @Body({ schema: NewCustomerKey }) body: z.output<typeof NewCustomerKey>,
    @Acting() actor: Actor,
  ): Promise<CustomerKeyView> {
    return this.keys.set(body, actor);
  }

  /** Back to the vendor's default. */
  @Post('forget')
  @HttpCode(200)
  @Takes(WithReason)
  @Answers(CustomerKeyView)
  forget(
    @Body({ schema: WithReason }) body: z.output<typeof WithReason>,
    @Acting() actor: Actor,
  ): Promise<CustomerKeyView> {
    return this.keys.forget(body.reason, actor);
  }
}
