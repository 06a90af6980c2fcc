import { getCiphers } from 'node:crypto';
import process from 'node:process';
import { failed, works, type Finding } from './finding.js';

const oldest = { major: 20, minor: 19 };

/** Whether a Node.js of this version runs the agent. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldEnough = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  return isOldEnough
    ? works(`Node.js ${version}`)
    : failed(`Node.js ${version} is too old: install ${oldest.major}.${oldest.minor} or later`);
}

/** Whether tokens can be talked to: their cipher is part of OpenSSL, and not of everybody's. */
export function sm4(ciphers: readonly string[] = getCiphers()): Finding {
  const openssl = `OpenSSL ${process.versions.openssl}`;
  const isThere = ['sm4-ecb', 'sm4-cbc'].every((mode) => ciphers.includes(mode));
  return isThere
    ? works(`SM4, the tokens’ cipher, is there (${openssl})`)
    : failed(`SM4, the tokens’ cipher, is missing (${openssl}): install an official Node.js build`);
}
