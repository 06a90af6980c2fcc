import { describe, expect, it } from 'vitest';
import { chooseProfile } from './choose-profile.js';
import type { ProfileCase } from './choose-profile.js';
import type { KnownProfile } from './known-profiles.js';

const free = { held: null, wanted: null };
const job = { id: 'ours', recipientId: 'adele', ...free };

function device(occupied: readonly number[], count = 50): ProfileCase['profiles'] {
  return Array.from({ length: count }, (_, profile) => ({
    profile,
    occupied: occupied.includes(profile),
    title: null,
  }));
}

function known(profile: number, more: Partial<KnownProfile> = {}): KnownProfile {
  return { profile, status: 'bound', jobId: 'before', jobNumber: 12, recipientId: 'adele', ...more };
}

function choose(given: Partial<ProfileCase>) {
  return chooseProfile({ serial: '71234567', profiles: device([]), known: [], permits: [], job, ...given });
}

describe('The profile of a Molto2 for a job', () => {
  it('is the lowest that is free on the device and on the record', () => {
    expect(choose({})).toEqual({ profile: 0, overwrite: false });
    // 0 is written; 1 is reserved by a job that has not come to write it.
    const record = [known(0), known(1, { status: 'reserved' })];
    expect(choose({ profiles: device([0]), known: record })).toEqual({ profile: 2, overwrite: false });
  });

  it('is the one that the job reserved before, as long as nothing was written', () => {
    expect(choose({ known: [known(0, { status: 'reserved', jobId: 'ours' })] })).toMatchObject({ profile: 0 });
  });

  it('is the one that the job holds, and what stands there is its own', () => {
    const held = { ...job, held: 3, wanted: 9 };
    expect(choose({ profiles: device([3]), job: held })).toEqual({ profile: 3, overwrite: true });
  });

  it('is the one named, if that is there and free', () => {
    const wanted = { ...job, wanted: 7 };
    expect(choose({ job: wanted })).toEqual({ profile: 7, overwrite: false });
    expect(choose({ job: { ...job, wanted: 50 } })).toMatchObject({
      because: expect.stringContaining('0 to 49') as string,
      asks: null,
    });
    expect(choose({ job: wanted, known: [known(7)] })).toMatchObject({
      because: expect.stringContaining('belongs to job 12') as string,
      asks: null,
    });
  });

  it('is written over only if somebody allowed that very one', () => {
    const given = {
      job: { ...job, wanted: 7 },
      profiles: device([7]),
      known: [known(7, { status: 'returned', jobId: null })],
    };
    const asks = { kind: 'overwrite', profile: 7 };
    expect(choose(given)).toMatchObject({ asks });
    expect(choose({ ...given, permits: [{ kind: 'overwrite', profile: 6 }] })).toMatchObject({ asks });
    const permits = [{ kind: 'overwrite', profile: 7 }] as const;
    expect(choose({ ...given, permits })).toEqual({ profile: 7, overwrite: true });
  });

  it('is none on a full device, which says what to do', () => {
    const all = Array.from({ length: 50 }, (_, profile) => profile);
    const ours = all.map((profile) => known(profile));
    expect(choose({ profiles: device(all), known: ours })).toEqual({
      because: 'No profile of Molto2 71234567 is free. Plug in another one, or name a profile to be written over.',
      asks: null,
    });
  });

  it.each<[string, Partial<ProfileCase>]>([
    ['holds a profile of another recipient', { known: [known(0, { recipientId: 'bruno' })] }],
    ['is about to hold one', { known: [known(0, { recipientId: 'bruno', status: 'reserved' })] }],
    [
      'still holds what another recipient gave back',
      { profiles: device([0]), known: [known(0, { recipientId: 'bruno', status: 'returned', jobId: null })] },
    ],
    ['holds a seed that the record does not know', { profiles: device([4]) }],
  ])('is none on a device that %s, unless somebody allowed it', (_, given) => {
    expect(choose(given)).toMatchObject({ asks: { kind: 'share', profile: null } });
    expect(choose({ ...given, permits: [{ kind: 'share', profile: null }] })).toHaveProperty('profile');
  });

  it('is free where another recipient’s was given back and wiped', () => {
    const back = known(0, { recipientId: 'bruno', status: 'returned', jobId: null });
    expect(choose({ known: [back] })).toEqual({ profile: 0, overwrite: false });
  });

  it('is none on a device that was lost', () => {
    expect(choose({ known: [known(3, { status: 'retired' })] })).toMatchObject({
      because: expect.stringContaining('retired') as string,
      asks: null,
    });
  });
});
