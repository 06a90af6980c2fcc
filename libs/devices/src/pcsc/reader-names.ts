/**
 * A slot for a security module inside a reader: PC/SC shows it as one more reader, with a card in it for ever, such as
 * "ACS ACR1252 1S CL Reader [ACR1252 SAM Interface] 01 00".
 */
export function isSamSlot(reader: string): boolean {
  return /\bsam(?![a-z])/i.test(reader);
}
