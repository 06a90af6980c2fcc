import { bindingNames } from '@depot/devices';
import { z } from 'zod';

const wholeNumber = z.string().regex(/^\d+$/).transform(Number);

/** Every option of the command line: what stands behind it, what it is for, and what it may hold. */
export const options = {
  url: { value: 'URL', does: 'the depot, such as https://depot.example.org', holds: z.string() },
  code: { value: 'CODE', does: "the admin's one-time code; better in DEPOT_PAIRING_CODE", holds: z.string() },
  ca: {
    value: 'FILE',
    does: 'the certificate (PEM) of a private authority, trusted in place of the public ones',
    holds: z.string().min(1),
  },
  name: { value: 'NAME', does: "what the station is called; this machine's name by default", holds: z.string() },
  folder: { value: 'DIR', does: 'where identity and journal are kept', holds: z.string().min(1) },
  binding: {
    value: 'NAME',
    does: `what reaches real readers: ${bindingNames.join(' or ')}; the best that loads by default`,
    holds: z.enum(bindingNames),
  },
  virtual: {
    value: 'N',
    does: 'that many virtual readers (64 at most) instead of real ones',
    holds: wholeNumber.pipe(z.number().max(64)),
  },
  'virtual-latency': {
    value: 'MS',
    does: 'what a virtual token takes for each APDU',
    holds: wholeNumber.pipe(z.number().max(5000)),
  },
  'bench-port': {
    value: 'PORT',
    does: 'where the page of the virtual tokens is',
    holds: wholeNumber.pipe(z.number().max(65535)),
  },
  'log-level': {
    value: 'LEVEL',
    does: 'trace, debug, info, warn (the default), error, fatal or silent',
    holds: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  },
} as const;
