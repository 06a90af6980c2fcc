import type { Feature } from '../platform/feature.js';
import { AgentGateway } from './agent-gateway.js';
import { AgentPackageController } from './agent-package.controller.js';
import { AgentPackage } from './agent-package.js';
import { PairingController, StationsController } from './stations.controller.js';
import { StationsService } from './stations.service.js';

export const stations: Feature = {
  http: {
    controllers: [StationsController, PairingController, AgentPackageController],
    providers: [StationsService, AgentPackage, AgentGateway],
  },
};
