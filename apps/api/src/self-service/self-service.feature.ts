import type { Feature } from '../platform/feature.js';
import { KiosksController } from './kiosks.controller.js';
import { KiosksService } from './kiosks.service.js';
import { OwnProof } from './own-proof.js';
import { SelfCodesController } from './self-codes.controller.js';
import { SelfCodesService } from './self-codes.service.js';
import { SelfServiceSweeper } from './self-service-sweeper.js';
import { SelfSessions } from './self-sessions.js';
import { SelfViews } from './self-views.js';
import { SelfController } from './self.controller.js';
import { VisitController } from './visit.controller.js';
import { VisitsService } from './visits.service.js';

export const selfService: Feature = {
  everywhere: {
    providers: [SelfSessions],
  },
  http: {
    controllers: [SelfCodesController, KiosksController, SelfController, VisitController],
    providers: [SelfCodesService, KiosksService, VisitsService, SelfViews, OwnProof, SelfServiceSweeper],
  },
};
