import type { EventGroup } from '@depot/contracts';

/** A group of events whose details go after so many days; one without a row keeps them. */
export interface RetentionTable {
  group: EventGroup;
  days: number;
}

export interface RetentionTables {
  retention: RetentionTable;
}
