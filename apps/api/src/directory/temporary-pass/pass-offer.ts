import type { PassOffer } from '@depot/contracts';
import { adviceFor, passOff, said } from '../graph/failure-words.js';
import type { GraphFailure } from '../graph/graph-failure.js';
import type { GraphPassPolicy } from '../graph/read-answers.js';

/** Nothing to offer and nothing to say: no connection, or not the time for it. Bounds are Graph's own, in minutes. */
export const noOffer: PassOffer = {
  offered: false,
  todo: null,
  said: null,
  minMinutes: 10,
  maxMinutes: 43_200,
  usualMinutes: 60,
  onceOnly: false,
};

export function offerOf(policy: GraphPassPolicy): PassOffer {
  if (policy.state !== 'enabled') {
    return { ...noOffer, todo: passOff };
  }
  return {
    ...noOffer,
    offered: true,
    minMinutes: policy.minimumLifetimeInMinutes ?? 60,
    maxMinutes: policy.maximumLifetimeInMinutes ?? 480,
    usualMinutes: policy.defaultLifetimeInMinutes ?? 60,
    onceOnly: policy.isUsableOnce ?? false,
  };
}

/** The policy could not be read. */
export function refusedOffer(failure: GraphFailure): PassOffer {
  return { ...noOffer, todo: adviceFor(failure, 'inventory'), said: said(failure) };
}
