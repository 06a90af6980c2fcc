const namespaces =
  'xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ' +
  'xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"';
const cipher = '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>';

/** A container (RFC 6030 §4) of these entries. */
export function pskc(entries: readonly string[], head = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<KeyContainer Version="1.0" ${namespaces}>${head}\n${entries.join('\n')}\n</KeyContainer>\n`;
}

/** A time-based token with its seed in clear. */
export function pskcEntry(serial: string, seed: Uint8Array, interval = '30'): string {
  return entry(serial, `<PlainValue>${Buffer.from(seed).toString('base64')}</PlainValue>`, interval);
}

/** RFC 6030, figure 6, as a time-based token: AES-128-CBC with the key 12345678901234567890123456789012 (hex), HMAC-SHA-1. */
export function figure6(serial: string): string {
  const head =
    '<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>' +
    '<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"><MACKey>' +
    `${encrypted('ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX')}</MACKey></MACMethod>`;
  const value = encrypted('AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv');
  const secret = `<EncryptedValue>${value}</EncryptedValue><ValueMAC>Su+NvtQfmvfJzF6bmQiJqoLRExc=</ValueMAC>`;
  return pskc([entry(serial, secret, '30')], head);
}

function encrypted(value: string): string {
  return `${cipher}<xenc:CipherData><xenc:CipherValue>${value}</xenc:CipherValue></xenc:CipherData>`;
}

function entry(serial: string, secret: string, interval: string): string {
  return (
    `<KeyPackage><DeviceInfo><Manufacturer>Sample Vendor</Manufacturer><SerialNo>${serial}</SerialNo><Model>C200</Model></DeviceInfo>` +
    `<Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters>` +
    `<ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters><Data><Secret>${secret}</Secret>` +
    `<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>${interval}</PlainValue></TimeInterval></Data></Key></KeyPackage>`
  );
}
