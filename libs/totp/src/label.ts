/** Whom an enrolment is for, by its label; null where it says nothing. */
export interface Label {
  readonly tenantName: string | null;
  readonly account: string | null;
}

/**
 * Reads Microsoft's label, `<tenant>%3A<upn>`, with spaces of the tenant's name as `+`. The last colon divides: a name may
 * hold one, a UPN may not. A label is for people to read, so a damaged escape is left as it stands rather than refused.
 */
export function readLabel(label: string): Label {
  const [, tenant = '', upn = label] = /^(.*)(?::|%3A)(.*)$/is.exec(label) ?? [];
  return { tenantName: textOrNull(unescaped(tenant.replaceAll('+', ' '))), account: textOrNull(unescaped(upn)) };
}

function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** Trimmed, with nothing told apart from an empty text. */
export function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
