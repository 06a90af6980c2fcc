import type { CallerQuestion, HelpdeskCase } from '@depot/contracts';

/** The one thing to do now, with somebody on the telephone. */
export type CallStep =
  | { readonly name: 'closed' }
  | { readonly name: 'begin' }
  | { readonly name: 'question'; readonly question: CallerQuestion }
  | { readonly name: 'call-back'; readonly number: string }
  | { readonly name: 'reason' }
  | { readonly name: 'waiting' }
  | { readonly name: 'code'; readonly readOutId: string };

/** Whether codes that were told stay on the screen: a door that closed takes them away, unless the token came and they may run out. */
export function keepsCodes({ door, whenTokenComes }: HelpdeskCase): boolean {
  return (
    door === null ||
    door === 'day-full' ||
    door === 'shipment-full' ||
    (door === 'ended' && whenTokenComes === 'run-out')
  );
}

/** What follows from how far the call is. `anew`: the codes of the last read-out have been seen, and another one is wanted. */
export function callStep({ door, check, readOut }: HelpdeskCase, anew: boolean): CallStep {
  if (!anew && readOut !== null && check !== null) {
    if (readOut.status === 'waiting' && door === null) return { name: 'waiting' };
    if (readOut.status === 'open' && door === null) return { name: 'code', readOutId: readOut.id };
  }
  if (door !== null) return { name: 'closed' };
  if (check === null) return { name: 'begin' };
  const open = check.questions.find(({ matched }) => !matched);
  if (open !== undefined) return { name: 'question', question: open.question };
  return check.callBackTo === null ? { name: 'reason' } : { name: 'call-back', number: check.callBackTo };
}
