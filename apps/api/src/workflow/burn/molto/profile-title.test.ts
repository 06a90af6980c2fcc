import { ProfileTitle } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { profileTitle } from './profile-title.js';

const job = { number: 1042, upn: 'adele.sample@contoso.com', displayName: 'Adèle Échantillon' };

describe('A profile’s title', () => {
  it('is the job’s number, and nothing of a person', () => {
    expect(profileTitle(job, 'number')).toBe('Job 1042');
  });

  it.each([
    [job, 'Adèle Écha'],
    [{ ...job, displayName: null }, 'adele.sample'],
    [{ ...job, displayName: '日本語四五六' }, '日本語四'],
    [{ ...job, displayName: 'Zoë\u0007Sample' }, 'Zoë Sample'],
    [{ ...job, displayName: ' ' }, 'Job 1042'],
  ])('is as much of the recipient’s name as fits, where that is asked for (%#)', (named, title) => {
    expect(profileTitle(named, 'recipient')).toBe(title);
    expect(ProfileTitle.safeParse(title).success).toBe(true);
  });
});
