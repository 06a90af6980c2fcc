import { ProfileTitle } from '@depot/contracts';
import type { TitleChoice } from '@depot/contracts';

/** A profile's line holds 12 bytes of UTF-8; letters with accents count twice. */
export interface TitledJob {
  readonly number: number;
  readonly upn: string;
  readonly displayName: string | null;
}

/**
 * What a profile's line is to say: the job's number, which says nothing to a stranger, or as much of the recipient's name as fits. A title
 * that cannot be written, which no number is, gives way to the job's number.
 */
export function profileTitle(job: TitledJob, choice: TitleChoice): string {
  const number = `Job ${String(job.number)}`;
  if (choice === 'number') return number;
  const [account = ''] = job.upn.split('@');
  const letters = Array.from((job.displayName ?? account).replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim());
  for (let length = letters.length; length > 0; length -= 1) {
    const title = letters.slice(0, length).join('').trim();
    if (ProfileTitle.safeParse(title).success) return title;
  }
  return number;
}
