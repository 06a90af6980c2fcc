import { buildApdu, type CommandHeader } from './apdu.js';
import { joined } from './bytes.js';
import { padWhenUnaligned } from './padding.js';
import { sm4Encrypt } from './sm4.js';

/** Instruction and parameters of a command that carries a MAC; its class is always 84 (80 inside the MAC). */
export type SecuredHeader = Omit<CommandHeader, 'cla'>;

/**
 * 4 bytes: the first of the last block of SM4-CBC, IV 0, over `message`, padded 80 00… only when not aligned.
 * `message` is at least one byte. Source: `token2/openT2OTP` sm4.c (sm4_cbc_mac), `token2/t2nfc_burner` calcMac.
 */
export function cbcMac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = padWhenUnaligned(message);
  const blocks = sm4Encrypt('sm4-cbc', { key, bytes: padded });
  const mac = blocks.slice(-16, -12);
  padded.fill(0);
  blocks.fill(0);
  return mac;
}

/** MAC over 80 INS P1 P2 len(body) body. */
export function commandMac(key: Uint8Array, { header, body }: { header: SecuredHeader; body: Uint8Array }): Uint8Array {
  const message = buildApdu({ cla: 0x80, ...header }, body);
  const mac = cbcMac(key, message);
  message.fill(0);
  return mac;
}

/** 84 INS P1 P2 Lc body MAC, where Lc is len(body) + 4. */
export function securedApdu(
  key: Uint8Array,
  { header, body }: { header: SecuredHeader; body: Uint8Array },
): Uint8Array {
  const signed = joined(body, commandMac(key, { header, body }));
  const apdu = buildApdu({ cla: 0x84, ...header }, signed);
  signed.fill(0);
  return apdu;
}
