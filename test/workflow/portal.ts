/** One token as the portal reads it off an Entra CSV. */
export interface PortalRow {
  readonly upn: string;
  readonly serial: string;
  /** Base32. */
  readonly secret: string;
  readonly interval: string;
}

/** What the portal would read off an Entra CSV. */
export function parseCsvSeeds(csv: string): PortalRow[] {
  const [header, ...rows] = csv.trim().split('\n');
  if (header !== 'upn,serial number,secret key,time interval,manufacturer,model') {
    throw new Error('This is not an Entra CSV.');
  }
  return rows.map((row) => {
    const [upn = '', serial = '', secret = '', interval = ''] = row.split(',');
    return { upn, serial, secret, interval };
  });
}

/** Likewise where there is one line. */
export function parseCsvSeed(csv: string): PortalRow {
  const [row, ...more] = parseCsvSeeds(csv);
  if (row === undefined || more.length > 0) throw new Error('This is not an Entra CSV with one line.');
  return row;
}
