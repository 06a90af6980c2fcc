import { PassMade, PassOffer } from '@depot/contracts';
import type { NewPass } from '@depot/contracts';
import { ask } from './request';

export const readPassOffer = (jobId: string) => ask(PassOffer, 'GET', `jobs/${jobId}/temporary-pass`);
export const makePass = (jobId: string, wanted: (typeof NewPass)['_input']) =>
  ask(PassMade, 'POST', `jobs/${jobId}/temporary-pass`, wanted);
