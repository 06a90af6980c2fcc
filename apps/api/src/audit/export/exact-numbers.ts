/** A JSON text's strings, so that digits in them are left alone, and its numbers. */
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON from a `jsonb` column, which keeps numbers exactly. One that JavaScript would round comes out as a
 * string, so that an edit beyond the precision of a double does not pass for the number it rounds to.
 */
export function parseExactly(json: string): unknown {
  const exact = json.replace(stringsAndNumbers, (token) =>
    token.startsWith('"') || digits(String(Number(token))) === digits(token) ? token : JSON.stringify(token),
  );
  return JSON.parse(exact);
}

/** The significant digits; the depot writes numbers as JavaScript prints them, so these are what can differ. */
function digits(number: string): string {
  return (number.split(/e/i)[0] ?? '').replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}
