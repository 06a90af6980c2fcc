import type { Feature } from '../platform/feature.js';
import { BenchController } from './bench.controller.js';
import { BenchService } from './bench.service.js';
import { burn } from './burn/burn.feature.js';
import { control } from './control/control.feature.js';
import { guide } from './guide/guide.feature.js';
import { importing } from './import/import.feature.js';
import { JobViews } from './job-views.js';
import { JobsController } from './jobs.controller.js';
import { record } from './record/record.feature.js';
import { ship } from './ship/ship.feature.js';
import { stepProcessors } from './step-processors.js';
import { stepRunner } from './step-runner.provider.js';
import { verify } from './verify/verify.feature.js';

const line: Feature = {
  http: {
    controllers: [BenchController, JobsController],
    providers: [BenchService, JobViews],
  },
  worker: {
    providers: [stepRunner, ...stepProcessors],
  },
};

/** The line, and each of its steps. */
export const workflow: readonly Feature[] = [line, burn, importing, verify, record, ship, control, guide];
