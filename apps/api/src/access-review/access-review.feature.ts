import type { Feature } from '../platform/feature.js';
import { AccessReviewController } from './access-review.controller.js';
import { AccessReviewService } from './access-review.service.js';

export const accessReview: Feature = {
  http: {
    controllers: [AccessReviewController],
    providers: [AccessReviewService],
  },
};
