/** What PostgreSQL says to the statements after one that failed: never the reason itself (in_failed_sql_transaction). */
const afterFailure = '25P02';

/**
 * Statements of one transaction that do not wait for each other's answers: they are sent in this order, all at once. Ends when each
 * of them has ended, so that none runs after the transaction was undone; then throws what made it fail.
 */
export async function together<T extends readonly unknown[]>(
  ...statements: { [At in keyof T]: Promise<T[At]> }
): Promise<T> {
  const ended = await Promise.allSettled(statements);
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((failure) => !isAfterFailure(failure)) ?? failures[0];
  return ended.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) as unknown as T;
}

function isAfterFailure(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === afterFailure;
}
