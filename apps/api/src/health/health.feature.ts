import type { Feature } from '../platform/feature.js';
import { HealthController } from './health.controller.js';

/** A process that only works is asked whether it lives, too. */
export const health: Feature = {
  everywhere: {
    controllers: [HealthController],
  },
};
