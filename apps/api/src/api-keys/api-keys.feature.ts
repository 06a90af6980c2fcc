import type { Feature } from '../platform/feature.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeyDoor } from './key-door.service.js';

export const apiKeys: Feature = {
  everywhere: {
    providers: [KeyDoor],
  },
  http: {
    controllers: [ApiKeysController],
    providers: [ApiKeysService],
  },
};
