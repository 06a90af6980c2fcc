import type { WithDefault } from './columns.js';

/** What Entra said of a recipient's directory roles, for a short while. */
export interface RecipientRolesTable {
  recipient_id: string;
  /** How many they hold, directly or by a group; as read at `read_at`, null before it could be read once. */
  roles: number | null;
  read_at: Date | null;
  tried_at: WithDefault<Date>;
  /** Why the last try read nothing; null where it did. */
  trouble: string | null;
}

export interface EntraRoleTables {
  recipient_roles: RecipientRolesTable;
}
