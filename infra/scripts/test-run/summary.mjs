import { relative } from 'node:path';

/** The counts of one run. Without a report nothing was executed. */
export function countTests(code, report) {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that could not even be loaded has no tests to its name, and still is a failure.
  const broken = report?.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = (report?.numFailedTests ?? 0) + (broken?.length ?? 0);
  // Vitest also fails on errors outside any test: the line must not read like a success then.
  return { code, passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped, failures: failuresOf(report) };
}

/** File, name and first line of the reason of each that failed: a long log is read from its end. */
function failuresOf(report) {
  const firstLine = (text) => (text ?? '').split('\n')[0];
  return (report?.testResults ?? []).flatMap(({ name: file, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [{ file, name: '', reason: firstLine(message) }] : [];
    return tests.map(({ fullName, failureMessages }) => ({
      file,
      name: fullName,
      reason: firstLine(failureMessages?.[0]),
    }));
  });
}

/** One line for each that failed. @param folder what the files' names are told from */
export const failureLines = ({ failures = [] }, folder) =>
  failures.map(
    ({ file, name, reason }) => `failed: ${[relative(folder, file), name].filter(Boolean).join(' › ')}: ${reason}`,
  );

export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Several runs as one. A run that executed nothing is a failure, even beside others that did. */
export function sum(results) {
  const add = (of) => results.reduce((total, result) => total + of(result), 0);
  const empty = ({ code, passed, failed }) => code === 0 && passed + failed === 0;
  return {
    code: results.find(({ code }) => code !== 0)?.code ?? 0,
    passed: add(({ passed }) => passed),
    failed: add((result) => (results.length > 1 && empty(result) ? 1 : result.failed)),
    skipped: add(({ skipped }) => skipped),
    failures: results.flatMap(({ failures = [] }) => failures),
  };
}

/** The exit code, and the reason where it is ours and not Vitest's. */
export function verdict({ code, passed, failed, skipped }, { requireAll }) {
  if (code !== 0) return { code };
  if (failed > 0) return { code: 1, reason: 'One of the runs executed no test, which counts as a failure.' };
  if (passed === 0) return { code: 1, reason: 'No test was executed, which counts as a failure.' };
  if (requireAll && skipped > 0)
    return { code: 1, reason: 'Here nothing may be left out, and some tests were skipped.' };
  return { code: 0 };
}
