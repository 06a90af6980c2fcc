import { ArrivalCodeMade, ArrivalTaken, NoticesView } from '@depot/contracts';
import { ask } from './request';

export const proveArrival = (code: string, digits: string) => ask(ArrivalTaken, 'POST', 'arrival', { code, digits });
export const disownArrival = (code: string) => ask(ArrivalTaken, 'POST', 'arrival/not-me', { code });
export const makeArrivalCode = (jobId: string) => ask(ArrivalCodeMade, 'POST', `jobs/${jobId}/arrival-code`);

export const readNotices = () => ask(NoticesView, 'GET', 'notices');
export const sendNoticeAgain = (id: string) => ask(NoticesView, 'POST', `notices/${id}/again`);
