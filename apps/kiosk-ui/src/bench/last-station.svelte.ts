import type { StationView } from '@depot/contracts';

/** The bench this page was last at: where a job found elsewhere can be taken to. */
class LastStation {
  value = $state.raw<StationView | null>(null);
}

export const lastStation = new LastStation();
