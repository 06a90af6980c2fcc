import type { ColumnType } from 'kysely';

/** A column that the database fills where an insert leaves it out. */
export type WithDefault<T> = ColumnType<T, T | undefined, T>;

/** JSON, which is handed over as text and comes back parsed. */
export type Json<T> = ColumnType<T, string, string>;
