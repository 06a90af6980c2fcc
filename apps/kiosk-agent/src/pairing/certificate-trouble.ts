const unknownIssuer =
  'shows a certificate of an issuer this agent does not trust. Pair it with --ca and the file of your own authority.';

/** Node's codes (OpenSSL's names for X509_V_ERR_…), and what each means at a kiosk. */
const sentences: ReadonlyMap<string, string> = new Map([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownIssuer],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownIssuer],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', unknownIssuer],
  ['CERT_SIGNATURE_FAILURE', unknownIssuer],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'shows a certificate for another name. Use the name that stands in it.'],
  ['CERT_HAS_EXPIRED', 'shows a certificate that has expired. Have it renewed, and check this computer’s clock.'],
  ['CERT_NOT_YET_VALID', 'shows a certificate that does not count yet. Check this computer’s clock.'],
]);

/** What is wrong with the depot's certificate, or null where the trouble is another. */
export function certificateTrouble(error: unknown, host: string): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = sentences.get(code);
  return sentence === undefined ? null : `The depot at ${host} ${sentence}`;
}
