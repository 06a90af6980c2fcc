import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule } from '@nestjs/common';
import type { QueueConnection } from './queue-backend.js';

/** What Nest needs to run the steps' workers. */
export function queueModules(open: QueueConnection): DynamicModule[] {
  return [
    BullModule.forRoot({ connection: open.connection }),
    // Names no queue, for the depot puts tasks on its queues itself: it brings what starts the workers.
    BullModule.registerQueue(),
  ];
}
