import type { SelfCodesMade } from '@depot/contracts';

/** Without it Excel reads UTF-8 as the computer's own old letters, and spoils every accent. */
const byteOrderMark = '\ufeff';

/** For a mail merge: a line a person, quoted so that a name is never a formula. */
export function codesCsv({ codes, expiresAt }: SelfCodesMade, where: string): string {
  const lines = codes.map(({ upn, displayName, email, language, code }) => [
    upn,
    displayName ?? '',
    email ?? '',
    language ?? '',
    code,
    expiresAt.slice(0, 10),
    where,
  ]);
  const header = ['upn', 'display name', 'email', 'language', 'code', 'good until', 'where'];
  return byteOrderMark + [header, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
