/** JSON with the keys of every object in code-unit order and no blanks: the same value always gives the same bytes. */
export function encodeCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => encodeCanonical(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${encodeCanonical(item)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
