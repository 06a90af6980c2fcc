import process from 'node:process';

/** What the processes that talk to PC/SC are started with; `PCSCLITE_CSOCK_NAME` in it says where its service listens. */
export function pcscEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
