import type { Feature } from '../platform/feature.js';
import { CallerChecks } from './caller-check.service.js';
import { CallerPasses } from './caller-passes.service.js';
import { HelpdeskCases } from './cases.service.js';
import { CodeDisplay } from './code-display.service.js';
import { HelpdeskController } from './helpdesk.controller.js';
import { ReadOuts } from './read-outs.service.js';
import { ReadOutRulesService } from './rules.service.js';

export const helpdesk: Feature = {
  http: {
    controllers: [HelpdeskController],
    providers: [HelpdeskCases, CallerPasses, CallerChecks, ReadOuts, CodeDisplay, ReadOutRulesService],
  },
};
