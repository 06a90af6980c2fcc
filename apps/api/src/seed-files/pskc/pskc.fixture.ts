/** Parts of RFC 6030's examples, put together anew for time-based tokens: its own are for counters. */

const namespaces =
  'xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ' +
  'xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" ' +
  'xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#"';
const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';

function encrypted(cipherValue: string, cipher = 'aes128-cbc'): string {
  return (
    `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#${cipher}"/>` +
    `<xenc:CipherData><xenc:CipherValue>\n      ${cipherValue}\n    </xenc:CipherValue></xenc:CipherData>`
  );
}

export function container(packages: readonly string[], head = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<KeyContainer Version="1.0" ${namespaces}>${head}\n${packages.join('\n')}\n</KeyContainer>\n`;
}

export interface PackageParts {
  readonly serial?: string;
  readonly secret?: string;
  readonly algorithm?: string;
  readonly format?: string;
  readonly suite?: string;
  readonly interval?: string;
  readonly start?: string;
}

/** An entry whose secret is `12345678901234567890` in clear, unless told otherwise. */
export function keyPackage(parts: PackageParts = {}): string {
  const { serial = '987654321', algorithm = 'totp', interval = '30', start = '0' } = parts;
  const format = parts.format ?? '<ResponseFormat Length="6" Encoding="DECIMAL"/>';
  const secret = parts.secret ?? '<PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue>';
  const suite = parts.suite === undefined ? '' : `<Suite>${parts.suite}</Suite>`;
  return (
    `<KeyPackage><DeviceInfo><Manufacturer>Contoso &amp; Co</Manufacturer><SerialNo>${serial}</SerialNo><Model>C202</Model></DeviceInfo>` +
    `<Key Id="key-${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:${algorithm}"><AlgorithmParameters>${suite}${format}</AlgorithmParameters>` +
    `<Data><Secret>${secret}</Secret><Time><PlainValue>${start}</PlainValue></Time><TimeInterval><PlainValue>${interval}</PlainValue></TimeInterval></Data></Key></KeyPackage>`
  );
}

/** Figure 6: AES-128-CBC with the pre-shared key `12345678901234567890123456789012` (hex), HMAC-SHA-1. */
export const figure6 = {
  preSharedKey: '12345678901234567890123456789012',
  head:
    `<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey><MACMethod Algorithm="${hmacSha1}"><MACKey>` +
    `${encrypted('ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX')}</MACKey></MACMethod>`,
  value: encrypted('AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv'),
  mac: 'Su+NvtQfmvfJzF6bmQiJqoLRExc=',
  seedHex: '3132333435363738393031323334353637383930',
};

/** Figure 7: PBKDF2 of the pass phrase `qwerty`, 1,000 iterations. */
export const figure7 = {
  passPhrase: 'qwerty',
  head:
    '<EncryptionKey><xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">' +
    '<pkcs5:PBKDF2-params><Salt><Specified>Ej7/PEpyEpw=</Specified></Salt><IterationCount>1000</IterationCount><KeyLength>16</KeyLength><PRF/>' +
    `</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod></xenc11:DerivedKey></EncryptionKey><MACMethod Algorithm="${hmacSha1}"><MACKey>` +
    `${encrypted('2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx')}</MACKey></MACMethod>`,
  value: encrypted('oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f'),
  mac: 'LP6xMvjtypbfT9PdkJhBZ+D6O4w=',
};

/** The Secret element's inside for an encrypted value. */
export function sealedSecret({ value, mac }: { value: string; mac?: string }): string {
  return `<EncryptedValue>${value}</EncryptedValue>${mac === undefined ? '' : `<ValueMAC>${mac}\n</ValueMAC>`}`;
}

/** Key wrap of RFC 3394 §4.1 (128-bit data, 128-bit key). */
export const keyWrap = {
  preSharedKey: '000102030405060708090a0b0c0d0e0f',
  head: '<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>',
  value: encrypted(
    Buffer.from('1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5', 'hex').toString('base64'),
    'kw-aes128',
  ),
  seedHex: '00112233445566778899aabbccddeeff',
};
