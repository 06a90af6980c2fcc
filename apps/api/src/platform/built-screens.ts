import { fileURLToPath } from 'node:url';

/** The folder with the kiosk's screens. Sources, build and bundle lie equally deep. */
export const builtScreens = fileURLToPath(new URL('../../../kiosk-ui/dist/', import.meta.url));
