import type { Feature } from '../feature.js';
import { EventsController } from './events.controller.js';

export const live: Feature = {
  http: {
    controllers: [EventsController],
  },
};
