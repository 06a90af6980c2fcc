import type { SheetCertificate, SheetEvent, SheetProof } from '@depot/contracts';

/** Which events say that a code was compared, or that somebody took the token's word without one. */
const proofKinds: Readonly<Record<string, SheetProof['how']>> = {
  'job.proved': 'code',
  'job.activated': 'code',
  'directory.activated': 'code',
  'token.resynchronised': 'two-codes',
  'directory.computed-code': 'computed',
  'read-out.shown': 'read-out',
};

export function proofsIn(events: readonly SheetEvent[]): SheetProof[] {
  return events.flatMap((event) => {
    const how = event.kind === 'job.arrived' ? howArrived(event) : proofKinds[event.kind];
    if (how === undefined) return [];
    const { seq, at, kind, actor, facts } = event;
    const drift = facts['drift'];
    return [{ seq, at, kind, how, drift: typeof drift === 'number' ? drift : null, by: actor.name }];
  });
}

function howArrived({ facts }: SheetEvent): SheetProof['how'] {
  return facts['proof'] === 'code' ? 'code' : 'attested';
}

export function certificatesIn(events: readonly SheetEvent[]): SheetCertificate[] {
  return events
    .filter(({ kind }) => kind === 'seed.destroyed')
    .map(({ seq, hash, facts, actor }) => ({
      seq,
      hash,
      seedId: text(facts['seed']),
      purpose: text(facts['purpose']),
      reason: text(facts['reason']),
      keptSince: text(facts['keptSince']),
      destroyedAt: text(facts['destroyedAt']),
      by: actor.name,
    }));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
