import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { Allow, Public } from '../../accounts/roles.js';
import { requireDeclaredAccess } from './declared-access.js';

@Controller('forgetful')
class ForgetfulController {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }
}

@Controller('careful')
@Allow('admin')
class CarefulController {
  @Get()
  careful(): string {
    return 'careful';
  }
}

async function appWith(...controllers: Type[]): ReturnType<typeof NestFactory.createApplicationContext> {
  @Module({ imports: [DiscoveryModule], controllers })
  class SomeModule {}
  return NestFactory.createApplicationContext(SomeModule, { logger: false });
}

describe('the boot', () => {
  it('stops at a route that does not declare who may call it, and names it', async () => {
    const app = await appWith(ForgetfulController, CarefulController);
    expect(() => {
      requireDeclaredAccess(app);
    }).toThrow(/: ForgetfulController\.forgotten\.$/);
    await app.close();
  });

  it('goes on where every route does', async () => {
    const app = await appWith(CarefulController);
    expect(() => {
      requireDeclaredAccess(app);
    }).not.toThrow();
    await app.close();
  });
});
