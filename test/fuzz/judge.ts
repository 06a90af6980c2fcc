import { canary } from './hostile.js';

export interface Answered {
  readonly status: number;
  readonly headers: string;
  readonly text: string;
}

/** What is wrong with an answer, as sentences; nothing where all is well. */
export function wrongWith(
  { status, headers, text }: Answered,
  { secrets, answersWithInput = false }: { secrets: readonly string[]; answersWithInput?: boolean | undefined },
): string[] {
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`answered ${String(status)}`);
  if (!answersWithInput && (text.includes(canary) || headers.includes(canary))) wrong.push('echoed what it was given');
  if (secrets.some((secret) => text.includes(secret) || headers.includes(secret))) wrong.push('told a secret');
  if (status >= 400 && text !== '' && !isProblem(text)) wrong.push(`refused in words of its own: ${text.slice(0, 80)}`);
  return wrong;
}

function isProblem(text: string): boolean {
  try {
    const parsed = JSON.parse(text) as { code?: unknown; detail?: unknown } | null;
    return typeof parsed?.code === 'string' && typeof parsed.detail === 'string';
  } catch {
    return false;
  }
}
