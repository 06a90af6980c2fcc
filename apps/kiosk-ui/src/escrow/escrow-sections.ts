import type { EscrowList, EscrowRow } from '@depot/contracts';

/** The parts of the page, in the order in which they want somebody. */
export type EscrowSection = 'overdue' | 'today' | 'tomorrow' | 'held' | 'later';

/** Each seed once: what is held stands with its like, unless it ends so soon that that is what matters. */
export function sectionsOf({ overdue, ending, held }: EscrowList): { name: EscrowSection; rows: EscrowRow[] }[] {
  const near = (when: EscrowRow['when']): EscrowRow[] => ending.filter((row) => row.when === when);
  const isNear = ({ when, overdue: waits }: EscrowRow): boolean => when === 'today' || when === 'tomorrow' || waits;
  const sections = [
    { name: 'overdue', rows: overdue },
    { name: 'today', rows: near('today') },
    { name: 'tomorrow', rows: near('tomorrow') },
    { name: 'held', rows: held.filter((row) => !isNear(row)) },
    { name: 'later', rows: near('later').filter(({ hold }) => hold === null) },
  ] as const;
  // That nothing goes tomorrow is worth a line.
  return sections.filter(({ name, rows }) => name === 'tomorrow' || rows.length > 0);
}
