/** What the portal would read off the one line of an Entra CSV. */
export function parseCsvSeed(csv: string): { upn: string; serial: string; secret: string; interval: string } {
  const [header, row, ...more] = csv.trim().split('\n');
  if (
    header !== 'upn,serial number,secret key,time interval,manufacturer,model' ||
    row === undefined ||
    more.length > 0
  ) {
    throw new Error('This is not an Entra CSV with one line.');
  }
  const [upn = '', serial = '', secret = '', interval = ''] = row.split(',');
  return { upn, serial, secret, interval };
}
