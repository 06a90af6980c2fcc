import { connect } from 'node:net';
import process from 'node:process';
import type { Environment } from './binding-process.js';

/** Where pcsc-lite's service listens unless `PCSCLITE_CSOCK_NAME` says otherwise. Source: pcsc-lite `pcscd.h`. */
const usualSocket = '/run/pcscd/pcscd.comm';

/**
 * Whether the smart-card service takes calls. On Linux it is called, since its socket outlives it, and systemd starts it
 * by that call. Windows and macOS start theirs themselves when a binding asks for it, so there it is always there.
 */
export async function serviceAnswers(environment: Environment = {}, platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const path = environment['PCSCLITE_CSOCK_NAME'] ?? usualSocket;
  return await new Promise((resolve) => {
    const call = connect({ path });
    const end = (answered: boolean) => {
      call.destroy();
      resolve(answered);
    };
    call.setTimeout(2000, () => end(false));
    call.once('connect', () => end(true));
    call.once('error', () => end(false));
  });
}
