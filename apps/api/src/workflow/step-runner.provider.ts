import type { Provider } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { BurnStep } from './burn/burn.step.js';
import { ImportStep } from './import/import.step.js';
import { RecordStep } from './record/record.step.js';
import { ShipStep } from './ship/ship.step.js';
import { StepRunner } from './step-runner.js';
import { VerifyStep } from './verify/verify.step.js';

/** The one runner, with a handler for every step. */
export const stepRunner: Provider = {
  provide: StepRunner,
  inject: [UnitOfWork, BurnStep, ImportStep, VerifyStep, RecordStep, ShipStep],
  useFactory: (
    work: UnitOfWork,
    burn: BurnStep,
    importing: ImportStep,
    verify: VerifyStep,
    record: RecordStep,
    ship: ShipStep,
  ): StepRunner => new StepRunner(work, { burn, import: importing, verify, record, ship }),
};
