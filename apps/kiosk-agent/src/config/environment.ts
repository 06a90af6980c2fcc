import process from 'node:process';

/** What the agent takes from the environment. */
export interface Environment {
  /** `DEPOT_PAIRING_CODE`; on a command line it would be shown to everybody on the machine. */
  readonly pairingCode: string | undefined;
  /** `DEPOT_LOG_LEVEL` */
  readonly logLevel: string | undefined;
}

/** The one place that reads `process.env`. */
export function readEnvironment(): Environment {
  return { pairingCode: process.env['DEPOT_PAIRING_CODE'], logLevel: process.env['DEPOT_LOG_LEVEL'] };
}
