import type { Problem } from '@depot/contracts';

export interface QrHelp {
  readonly title: string;
  readonly whatToDo: string;
}
export type QrHelpByLanguage = Readonly<Record<'en' | 'fr', QrHelp>>;

/** The card that comes with a `wrong-qr` problem: what it is and what to click instead. */
export function wrongQrHelp(problem: Problem | null): QrHelpByLanguage | null {
  if (problem?.code !== 'wrong-qr') return null;
  const help = problem.facts?.['help'];
  if (!isRecord(help)) return null;
  const { en, fr } = help;
  return isHelp(en) && isHelp(fr) ? { en, fr } : null;
}

function isHelp(value: unknown): value is QrHelp {
  return isRecord(value) && typeof value['title'] === 'string' && typeof value['whatToDo'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
