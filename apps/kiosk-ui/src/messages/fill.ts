import type { Forms } from './messages.js';

export type Values = Readonly<Record<string, string | number | null | undefined>>;

/** Puts values into `{names}`. A part in [brackets] is left out when a value in it is missing. */
export function fill(text: string, values: Values): string {
  const known = (name: string) => values[name] !== undefined && values[name] !== null && values[name] !== '';
  return text
    .replace(/\[([^\]]*)\]/g, (_whole, part: string) => (namesIn(part).every(known) ? part : ''))
    .replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? '…'));
}

/** The names a text wants filled, in order. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** The form that `language` uses for `count`, filled with it. French says “0 dossier”, English “0 jobs”. */
export function counted(language: string, forms: Forms, count: number): string {
  return fill(new Intl.PluralRules(language).select(count) === 'one' ? forms.one : forms.other, { count });
}
