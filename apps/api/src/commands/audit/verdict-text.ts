import type { Verdict } from '../../audit/verify/check-chain.js';

/** The verdict in words for people. */
export function verdictText(verdict: Verdict, name: string): string {
  if (!verdict.whole) return `BROKEN: ${name}\n${verdict.finding.sentence}`;
  const { head, erased, erasures, expired, waiting } = verdict;
  return [
    `Whole: ${name}`,
    `${count(head.seq, 'event')} in the chain, each checked against the one before.`,
    ...(erasures === 0
      ? []
      : [`${count(erased, 'event')} had personal data erased, by ${count(erasures, 'erasure')} on the record.`]),
    ...(expired === 0 ? [] : [`${count(expired, 'event')} had their details taken away when their time was over.`]),
    ...(waiting === 0 ? [] : [`${count(waiting, 'event')} not chained yet.`]),
    `Head: ${String(head.seq)}:${head.hash}`,
    'Keep the head where the depot’s administrators cannot change it; a later check with --head proves that this chain is still in the record.',
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
