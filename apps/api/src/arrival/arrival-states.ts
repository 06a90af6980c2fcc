import type { JobState } from '@depot/contracts';

/** While a job stands here its recipient's code is good. */
export const onItsWay: readonly JobState[] = ['shipped', 'delivered'];
