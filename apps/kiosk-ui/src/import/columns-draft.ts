import type { SeedCsvPlan, SeedColumns, SeedFileView } from '@depot/contracts';

export const columnMeanings = ['serial', 'secret', 'model', 'manufacturer', 'period', 'algorithm'] as const;
export type ColumnMeaning = (typeof columnMeanings)[number];

/** What a CSV's columns hold, as far as somebody has said or their names suggest; −1: none. */
export type ColumnsDraft = Record<ColumnMeaning, number>;

/** What was said before goes before what the names suggest. */
export function draftOf({ csv, header }: SeedFileView): ColumnsDraft {
  const known: { readonly [Meaning in ColumnMeaning]?: number | undefined } = csv?.columns ?? header?.meant ?? {};
  const { serial = -1, secret = -1, model = -1, manufacturer = -1, period = -1, algorithm = -1 } = known;
  return { serial, secret, model, manufacturer, period, algorithm };
}

/** The draft as the API takes it; null while serial or seed is missing, or both are the same column. */
export function planOf(draft: ColumnsDraft, rest: Omit<SeedCsvPlan, 'columns'>): SeedCsvPlan | null {
  const { serial, secret } = draft;
  if (serial < 0 || secret < 0 || serial === secret) return null;
  const others = columnMeanings
    .filter((meaning) => meaning !== 'serial' && meaning !== 'secret' && draft[meaning] >= 0)
    .map((meaning) => [meaning, draft[meaning]]);
  return { columns: { serial, secret, ...(Object.fromEntries(others) as Partial<SeedColumns>) }, ...rest };
}
