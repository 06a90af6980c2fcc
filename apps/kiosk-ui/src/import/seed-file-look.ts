import type { SeedFileStatus, SeedFileView, SeedFindingKind } from '@depot/contracts';
import { seedWarnings } from '@depot/contracts';
import type { Look } from '../jobs/state-look';

/** How each status of a seed file looks, beside its word. */
export const seedFileLook: Readonly<Record<SeedFileStatus, Look>> = {
  uploading: { tone: 'depot', icon: 'upload' },
  rehearsing: { tone: 'depot', icon: 'working' },
  asking: { tone: 'operator', icon: 'question' },
  judged: { tone: 'operator', icon: 'check' },
  taking: { tone: 'depot', icon: 'tray' },
  taken: { tone: 'good', icon: 'done' },
  refused: { tone: 'bad', icon: 'cross' },
};

/** A finding is a bad row, or a warning about one that is taken. */
export function findingLook(kind: SeedFindingKind): Look {
  return seedWarnings.has(kind) ? { tone: 'warn', icon: 'warning' } : { tone: 'bad', icon: 'cross' };
}

/** Whether the depot is at work on it. */
export function isUnderWay({ status }: SeedFileView): boolean {
  return status === 'uploading' || status === 'rehearsing' || status === 'taking';
}
