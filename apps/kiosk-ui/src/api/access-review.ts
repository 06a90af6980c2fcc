import { AccessReview, ReviewDue } from '@depot/contracts';
import type { MarkReviewed, ReviewPeriod } from '@depot/contracts';
import { query } from './query';
import { ask, fetchFile } from './request';

export const readReviewDue = () => ask(ReviewDue, 'GET', 'access-review/due');
export const readReview = (period: ReviewPeriod) => ask(AccessReview, 'GET', `access-review${query({ ...period })}`);
export const markReviewed = (mark: MarkReviewed) => ask(ReviewDue, 'POST', 'access-review/reviewed', mark);
export const exportReview = async (period: ReviewPeriod) => (await fetchFile('access-review/export', period)).blob();
