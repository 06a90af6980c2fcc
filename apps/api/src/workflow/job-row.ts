import type { JobRow, JobState, TokenFamily } from '@depot/contracts';

/** The columns that a job's row is made of. */
export interface RowColumns {
  readonly id: string;
  readonly number: number;
  readonly batch_id: string;
  readonly batch_name: string;
  readonly route: JobRow['route'];
  readonly state: JobState;
  readonly upn: string;
  readonly display_name: string | null;
  readonly privileged: boolean;
  readonly station_id: string | null;
  readonly serial: string | null;
  readonly profile: number;
  readonly wanted_profile: number | null;
  readonly family: TokenFamily;
  readonly stop_code: string | null;
  readonly stop_detail: string | null;
  readonly updated_at: Date;
}

export function jobRow(row: RowColumns): JobRow {
  return {
    id: row.id,
    number: row.number,
    batchId: row.batch_id,
    batchName: row.batch_name,
    route: row.route,
    state: row.state,
    upn: row.upn,
    displayName: row.display_name,
    privileged: row.privileged,
    stationId: row.station_id,
    serial: row.serial,
    profile: profileOf(row),
    stop: row.stop_code === null ? null : { code: row.stop_code, detail: row.stop_detail ?? '' },
    updatedAt: row.updated_at.toISOString(),
  };
}

/** The programmable tokens a job is for; a classic one has no family. */
export function familyOf({ route, family }: Pick<RowColumns, 'route' | 'family'>): TokenFamily | null {
  return route === 'import' ? null : family;
}

/** Of a token with many profiles: the job's own once it holds one, before that the one that somebody named. */
function profileOf(row: RowColumns): number | null {
  if (familyOf(row) !== 'molto2') return null;
  return row.serial === null ? row.wanted_profile : row.profile;
}
