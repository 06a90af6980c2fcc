/** One seed, or one file, in one place where its boxes may lie. */
export interface Look {
  readonly what: string;
  readonly id: string;
  /** Places that name it. */
  readonly places: number;
  readonly opened: readonly { readonly where: string; readonly key: string; readonly seedToo: boolean }[];
}

/** A record or a dump that was looked through. */
export interface Source {
  readonly name: string;
  readonly looks: readonly Look[];
}

/** A key that a seed was wrapped by. */
export interface WindowKey {
  readonly id: string;
  readonly isThere: boolean;
  /** What else it is kept for: live seeds and files. */
  readonly holds: number;
  /** By when the depot will have destroyed it, if it runs; null where it is gone, or kept for good. */
  readonly goneBy: string | null;
}

export interface SeedFinding {
  readonly id: string;
  readonly purpose: string;
  readonly destroyedAt: string | null;
  readonly windows: readonly WindowKey[];
}

export interface Finding {
  readonly serial: string;
  readonly at: string;
  readonly keyring: string;
  readonly keysTried: number;
  readonly seeds: readonly SeedFinding[];
  readonly sources: readonly Source[];
}

/** `proven`: nothing opens, and nothing from before can. `waits`: nothing here opens, but a key is still there. */
export type Conclusion = 'proven' | 'opens' | 'kept' | 'waits';

export function concludeFrom({ seeds, sources }: Finding): Conclusion {
  if (seeds.some(({ destroyedAt }) => destroyedAt === null)) return 'kept';
  if (sources.some(({ looks }) => looks.some(({ opened }) => opened.length > 0))) return 'opens';
  return seeds.some(({ windows }) => windows.some(({ isThere }) => isThere)) ? 'waits' : 'proven';
}

const said: Readonly<Record<Conclusion, (finding: Finding) => string>> = {
  proven: () =>
    'PROVEN: with today’s keyring nothing opens a seed of this token, neither in what was looked through nor in any other dump of this record: the keys that wrapped them are gone.\nWhat remains: a copy of the keyring from before, together with a dump from before. Destroy both, or keep them apart.',
  kept: () => 'NOT DESTROYED: the vault still keeps a seed of this token.',
  opens: (finding) => `NOT PROVEN: a dump can still be opened with today’s keyring. ${until(finding)}`,
  waits: (finding) =>
    `NOT YET: nothing here can be opened, but a dump from before the seed was destroyed could still be. ${until(finding)}`,
};

function until({ seeds }: Finding): string {
  const left = seeds.flatMap(({ windows }) => windows).filter(({ isThere }) => isThere);
  const last = left
    .map(({ goneBy }) => goneBy)
    .sort()
    .at(-1);
  if (last == null) return 'The key that opens it is kept for something else; it does not go by itself.';
  return `The depot moves what else is kept there and destroys the key by ${last}, while it runs. Ask again then.`;
}

/** The finding as lines for people. No secret can be in it: it is made of names and counts. */
export function findingText(finding: Finding): string {
  const { serial, seeds, sources, keyring, keysTried } = finding;
  return [
    `Token ${serial}: ${String(seeds.length)} seed${seeds.length === 1 ? '' : 's'} on record. Keyring ${keyring}: ${String(keysTried)} keys, each tried on everything found.`,
    ...seeds.map(seedLines),
    ...sources.flatMap(sourceLines),
    said[concludeFrom(finding)](finding),
  ].join('\n');
}

function seedLines({ id, purpose, destroyedAt, windows }: SeedFinding): string {
  const keys = windows.map(({ id: window, isThere, holds, goneBy }) => {
    if (!isThere) return `${window}: gone`;
    const rest =
      holds === 0
        ? 'nothing else is kept by it'
        : `still there for ${String(holds)} other seed${holds === 1 ? '' : 's'} or files`;
    return `${window}: ${rest}${goneBy === null ? '' : `, until ${goneBy} at the latest`}`;
  });
  const fate = destroyedAt === null ? 'kept' : `destroyed ${destroyedAt}`;
  return `  seed ${id} (${purpose}), ${fate}. Its keys: ${keys.join('; ')}`;
}

function sourceLines({ name, looks }: Source): string[] {
  return [
    `  ${name}:`,
    ...looks.map(({ what, id, places, opened }) => {
      // What was reached furthest: a place may hold a seed's key without the seed.
      const worst = opened.find(({ seedToo }) => seedToo) ?? opened[0];
      const found =
        worst === undefined
          ? 'nothing opens'
          : `OPENED by the key of ${worst.key} (${worst.where}${worst.seedToo ? '; the seed itself too' : ''})`;
      return `    ${what} ${id}: named in ${String(places)} place${places === 1 ? '' : 's'}, ${found}`;
    }),
  ];
}
