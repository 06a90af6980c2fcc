import type { Feature } from '../../platform/feature.js';
import { ArrivalService } from './arrival.service.js';
import { LostInPostController } from './lost/lost-in-post.controller.js';
import { LostInPostService } from './lost/lost-in-post.service.js';
import { ParcelViews } from './parcel-views.js';
import { ParcelsController } from './parcels.controller.js';
import { ShipController } from './ship.controller.js';
import { ShipService } from './ship.service.js';
import { ShipStep } from './ship.step.js';

export const ship: Feature = {
  http: {
    controllers: [ShipController, LostInPostController, ParcelsController],
    providers: [ShipService, ParcelViews, ArrivalService, LostInPostService],
  },
  worker: {
    providers: [ShipStep],
  },
};
