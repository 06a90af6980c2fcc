import type { JobView } from '@depot/contracts';
import { messageFor, sentence } from '../messages/message';
import type { Language } from '../messages/message';

/** What a job that somebody stopped has for a code: their reason stays as it was typed. */
export const stoppedByHand = 'by-hand';

/** Why a job is stopped, in a language; empty where it is not. */
export function stopReason({ stop }: Pick<JobView, 'stop'>, language: Language): string {
  if (stop === null) return '';
  if (stop.code === stoppedByHand) return stop.detail;
  return messageFor(language, `stop.${stop.code}`) ?? sentence(language, stop.detail);
}
