/** So long what was read of somebody's roles counts: a call that began with it ends with it. */
const rolesCountMs = 1_200_000;

/** Whether a recipient holds a role in the directory, as it said a short while ago. */
export function holdsRole(row: { entra_roles: number | null; entra_read_at: Date | null }, now: Date): boolean {
  const { entra_roles: roles, entra_read_at: read } = row;
  return roles !== null && roles > 0 && read !== null && now.getTime() - read.getTime() < rolesCountMs;
}
