/** A request that cannot succeed and carries a key. */
export interface Mistake {
  readonly by?: 'operator' | 'admin' | 'helpdesk' | 'nobody';
  readonly path: string;
  /** GET where there is none. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the API answers with. */
  readonly status: number;
}

const uri = (key: string, more = ''): string =>
  `otpauth://totp/Contoso%3Aa%40contoso.com?secret=${key}&issuer=Microsoft${more}`;
const json = 'application/json';
const header = 'upn,serial number,secret key,time interval,manufacturer,model';
const padding = new Uint8Array(16 * 1024 * 1024);

/** Requests for a job that waits for its QR. `key` is base32 in lower case. */
export function mistakesAtCapture(job: string): Readonly<Record<string, (key: string) => Mistake>> {
  const path = `jobs/${job}/capture`;
  const text = (words: string, status = 422): Mistake => ({
    path,
    body: JSON.stringify({ text: words }),
    type: json,
    status,
  });
  return {
    'eight digits': (key) => text(uri(key, '&digits=8')),
    'a counter': (key) => text(uri(key, '&counter=1').replace('totp', 'hotp')),
    'two keys': (key) => text(uri(key, `&secret=${key}`)),
    'a letter that is none': (key) => text(uri(`${key.slice(0, -1)}0`)),
    'words around the key': (key) => text(`my key is: ${key}, please`),
    'too long a text': (key) => text(uri(key).padEnd(5000), 400),
    'a list': (key) => ({ path, body: JSON.stringify({ text: [uri(key)] }), type: json, status: 400 }),
    'one field more': (key) => ({ path, body: JSON.stringify({ text: 'x', note: uri(key) }), type: json, status: 400 }),
    'the key as a field’s name': (key) => ({
      path,
      body: JSON.stringify({ text: 'x', [key]: 1 }),
      type: json,
      status: 400,
    }),
    'a text with U+0000': (key) => ({
      path,
      body: JSON.stringify({ text: uri(key).replace('%40', '%00'), anyAccount: true }),
      type: json,
      status: 400,
    }),
    'JSON cut short': (key) => ({ path, body: `{"text":"${uri(key)}`, type: json, status: 400 }),
    'no JSON': (key) => ({ path, body: uri(key), type: json, status: 400 }),
    'the bare key for JSON': (key) => ({ path, body: key, type: json, status: 400 }),
    'the bare key in JSON': (key) => ({ path, body: JSON.stringify(key), type: json, status: 400 }),
    'JSON with a key in the wrong place': (key) => ({ path, body: `{"text":${key}}`, type: json, status: 400 }),
    'a poisoned prototype': (key) => ({
      path,
      body: `{"text":"x","__proto__":{"k":"${key}"}}`,
      type: json,
      status: 400,
    }),
    'a form': (key) => ({ path, body: `text=x&key=${key}`, type: 'application/x-www-form-urlencoded', status: 400 }),
    'the bare key as a form': (key) => ({ path, body: key, type: 'application/x-www-form-urlencoded', status: 400 }),
    'plain text': (key) => ({ path, body: uri(key), type: 'text/plain', status: 400 }),
    'an unknown type': (key) => ({ path, body: uri(key), type: 'application/x-key', status: 400 }),
    'the key in the type': (key) => ({ path, body: 'x', type: `application/${key}`, status: 400 }),
    'a picture for a text': (key) => ({ path, body: Buffer.from(uri(key)), type: 'image/png', status: 400 }),
    'another person’s QR code': (key) => text(uri(key)),
    'a body too large': (key) => ({
      path,
      body: Buffer.concat([Buffer.from(uri(key)), padding]),
      type: json,
      status: 413,
    }),
    'an address that is none': (key) => ({ path: `${path}/${key}`, body: '{}', type: json, status: 404 }),
    'an address that cannot be read': (key) => ({ path: `jobs/%ZZ${key}`, status: 400 }),
    'the key for an id': (key) => ({ path: `jobs/${key}`, status: 400 }),
    'the key for a filter': (key) => ({ path: `jobs?state=${key}`, status: 400 }),
    'the wrong role': (key) => ({ ...text(uri(key), 403), by: 'helpdesk' }),
    'nobody signed in': (key) => ({ ...text(uri(key), 401), by: 'nobody' }),
    'another site': (key) => ({ ...text(uri(key), 403), headers: { origin: 'https://evil.example.org' } }),
    'no such job': (key) => ({ ...text(uri(key), 404), path: 'jobs/00000000-0000-4000-8000-000000000000/capture' }),
    'a password': (key) => ({
      by: 'nobody',
      path: 'session',
      body: JSON.stringify({ name: 'admin', password: key }),
      type: json,
      status: 401,
    }),
  };
}

/** Seed files of which nothing is taken: they come in, are judged, and stay as they are. `key` is base32 in lower case. */
export const mistakesInSeedFiles: Readonly<Record<string, (key: string) => Mistake>> = Object.fromEntries(
  Object.entries<(key: string) => string>({
    'a good line beside bad ones': (key) => `${header}\n,0071000001,${key},30,V,M\n,0071000002,${key}1,30,V,M`,
    'an open quote': (key) => `${header}\n,0071000003,"${key},30,V,M`,
    'a quote in the middle': (key) => `${header}\n,0071000004,${key}"${key}",30,V,M`,
    'no header': (key) => `,0071000005,${key},30,V,M`,
    'columns swapped': (key) => `${header}\n,${key},0071000006,30,V,M`,
    'columns shifted': (key) => `${header}\n0071000007,${key},30,V,M,`,
    'a key in a name of the header': (key) => `${header},${key}\n,0071000008,${key}8,30,V,M,`,
    'a key in a name of a strange header': (key) => `sn,${key},seed\n0071000008,x,${key}8`,
    'too long a key': (key) => `${header}\n,0071000009,${key.repeat(9)},30,V,M`,
    'one seed twice': (key) => `${header}\n,0071000010,${key},30,V,M\n,0071000011,${key},30,V,M`,
    'XML that is no PSKC': (key) => `<keys><key>${key}</key></keys>`,
    'broken PSKC': (key) => `<KeyContainer><KeyPackage><Secret>${key}</Sicret></KeyPackage></KeyContainer>`,
  }).map(([name, write]) => [
    name,
    (key: string): Mistake => ({
      by: 'admin',
      path: 'seed-files?name=mistake.csv',
      body: write(key),
      type: 'application/octet-stream',
      status: 201,
    }),
  ]),
);
