/** In the order in which one is told from the next: Edge and Opera call themselves Chrome, and that Safari. */
const browsers = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS|Chromium)\//],
  ['Safari', /Safari\//],
] as const;
const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11/],
] as const;

/** What a browser calls itself, in words a person knows it by: “Firefox on Linux”. Null where it says nothing that we know. */
export function browserName(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null;
  const [browser] = browsers.find(([, sign]) => sign.test(userAgent)) ?? [];
  const [system] = systems.find(([, sign]) => sign.test(userAgent)) ?? [];
  if (browser === undefined) return null;
  return system === undefined ? browser : `${browser} on ${system}`;
}
