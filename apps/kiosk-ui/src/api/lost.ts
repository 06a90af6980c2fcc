import { LostInPost } from '@depot/contracts';
import type { LoseInPost } from '@depot/contracts';
import { ask } from './request';

export const foreseeLoss = (jobId: string) => ask(LostInPost, 'GET', `jobs/${jobId}/lost-in-post`);
export const loseInPost = (jobId: string, loss: LoseInPost) =>
  ask(LostInPost, 'POST', `jobs/${jobId}/lost-in-post`, loss);
