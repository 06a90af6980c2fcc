import { z } from 'zod';
import { SelfCode } from './self-service.js';
import { Digits } from './words.js';

/** `POST /api/arrival`: the code from the mail, and the six digits that the token shows. */
export const ProveArrival = z.strictObject({ code: SelfCode, digits: Digits });
/** `POST /api/arrival/not-me` */
export const DisownArrival = z.strictObject({ code: SelfCode });
/** All that a stranger hears. */
export const ArrivalTaken = z.object({ taken: z.literal(true) });
export type ArrivalTaken = z.infer<typeof ArrivalTaken>;

/** `POST /api/jobs/:id/arrival-code`: a new code for a recipient without mail, in the one answer that shows it. */
export const ArrivalCodeMade = z.object({
  code: z.string(),
  /** Null where the depot does not know its own address. */
  link: z.string().nullable(),
  language: z.enum(['en', 'fr']),
});
export type ArrivalCodeMade = z.infer<typeof ArrivalCodeMade>;
