import { homedir, hostname } from 'node:os';
import process from 'node:process';
import { defaultFolder } from './default-folder.js';

/** What the agent takes from the environment and the machine. */
export interface Environment {
  /** `DEPOT_PAIRING_CODE`; on a command line it would be shown to everybody on the machine. */
  readonly pairingCode: string | undefined;
  /** `DEPOT_LOG_LEVEL` */
  readonly logLevel: string | undefined;
  /** Where identity and journal are kept unless `--folder` says otherwise. */
  readonly folder: string;
  /** What a station is called unless `--name` says otherwise. */
  readonly hostName: string;
}

/** The one place that reads `process.env`. */
export function readEnvironment(): Environment {
  const { env } = process;
  const folder = defaultFolder({
    platform: process.platform,
    home: homedir(),
    stateDirectory: env['STATE_DIRECTORY'],
    xdgStateHome: env['XDG_STATE_HOME'],
    localAppData: env['LOCALAPPDATA'],
    programData: env['PROGRAMDATA'],
  });
  return { pairingCode: env['DEPOT_PAIRING_CODE'], logLevel: env['DEPOT_LOG_LEVEL'], folder, hostName: hostname() };
}
