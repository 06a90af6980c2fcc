import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ParcelList, ParcelResults, ParcelsWhich, PostParcels, TrackParcels, UnpostParcels } from '@depot/contracts';
import { z } from 'zod';
import { Acting, Allow } from '../../accounts/roles.js';
import type { Actor } from '../../audit/actor.js';
import { ForKeys } from '../../api-keys/for-keys.js';
import { Answers, Takes } from '../../platform/http/openapi.js';
import { eachParcel } from './each-parcel.js';
import { ParcelViews } from './parcel-views.js';
import { ShipService } from './ship.service.js';

const ParcelQuery = z.object({ which: ParcelsWhich.default('packed'), search: z.string().max(200).default('') });

/** Many parcels at once; each answer tells of each parcel, with status 200 also where some could not be done. */
@Controller('parcels')
export class ParcelsController {
  constructor(
    private readonly ship: ShipService,
    private readonly views: ParcelViews,
  ) {}

  @Get()
  @Allow('operator', 'manager', 'admin')
  @ForKeys('parcels:read')
  @ApiQuery({ name: 'which', required: false, enum: ParcelsWhich.options })
  @ApiQuery({ name: 'search', required: false })
  @Answers(ParcelList)
  list(@Query({ schema: ParcelQuery }) { which, search }: z.output<typeof ParcelQuery>): Promise<ParcelList> {
    return this.views.list(which, search);
  }

  @Post('post')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(PostParcels)
  @Answers(ParcelResults)
  post(
    @Body({ schema: PostParcels }) { parcels }: z.output<typeof PostParcels>,
    @Acting() actor: Actor,
  ): Promise<ParcelResults> {
    return eachParcel(parcels, ({ id, ...how }) => this.ship.postParcel(id, how, actor));
  }

  @Post('tracking')
  @Allow('operator', 'admin')
  @ForKeys('parcels:write')
  @HttpCode(200)
  @Takes(TrackParcels)
  @Answers(ParcelResults)
  track(
    @Body({ schema: TrackParcels }) { parcels }: z.output<typeof TrackParcels>,
    @Acting() actor: Actor,
  ): Promise<ParcelResults> {
    return eachParcel(parcels, ({ id, tracking }) => this.ship.track(id, tracking, actor));
  }

  /** They have not left the house after all. */
  @Post('unpost')
  @Allow('operator', 'admin')
  @HttpCode(200)
  @Takes(UnpostParcels)
  @Answers(ParcelResults)
  unpost(
    @Body({ schema: UnpostParcels }) { parcels }: z.output<typeof UnpostParcels>,
    @Acting() actor: Actor,
  ): Promise<ParcelResults> {
    const each = parcels.map((id) => ({ id }));
    return eachParcel(each, ({ id }) => this.ship.unpostParcel(id, actor));
  }
}
