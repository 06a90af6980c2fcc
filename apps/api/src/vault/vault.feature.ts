import type { Feature } from '../platform/feature.js';
import { RotationController } from './rotation.controller.js';

export const vault: Feature = {
  http: {
    controllers: [RotationController],
  },
};
