/** The escrow window of a moment: its ISO week, such as `2026-W47`. Windows sort by time as text. */
export function escrowWindow(at: Date): string {
  const thursday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - newYear) / (7 * 86_400_000));
  return `${String(thursday.getUTCFullYear())}-W${String(week).padStart(2, '0')}`;
}
