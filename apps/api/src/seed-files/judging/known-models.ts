/**
 * Names under which classic TOTP tokens are sold, folded to letters and digits. The list is not complete and need not be: a model
 * that is not here, nor on the record, is taken as well, with a warning.
 */
const models = [
  // Token2
  ...['c200', 'c201', 'c202', 'c203', 'c204', 'c205', 'c300', 'c301', 'c302', 'c302i'],
  ...['miniotp1', 'miniotp2', 'miniotp2i', 'miniotp3', 'miniotp3i', 'otpcp1', 'otpcp1i', 'otpcp2', 'otpcp2i'],
  // Feitian
  ...['otpc200', 'ftotpc200'],
  // Deepnet
  ...['safeid', 'safeidclassic', 'safeidmini', 'safeiddiamond', 'safeideco'],
  // Protectimus
  ...['protectimustwo', 'protectimusslim', 'protectimusflex'],
  // Microsoft's own sample file
  'hardwarekey',
];
const known: ReadonlySet<string> = new Set(models);

/** Whether a file's name for a model is one that is known anywhere; a file need not name one. */
export function isKnownModel(model: string): boolean {
  const folded = model.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return folded === '' || known.has(folded);
}
