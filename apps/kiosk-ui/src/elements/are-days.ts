/** Whether what was typed is a whole number of days within limits. */
export function areDays(
  typed: number | null | undefined,
  { least, most }: { readonly least: number; readonly most: number },
): typed is number {
  return typed != null && Number.isInteger(typed) && typed >= least && typed <= most;
}
