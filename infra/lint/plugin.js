import { importBoundary } from './import-boundary.js';
import { onEverySystem } from './on-every-system.js';
import { settingsInOnePlace } from './settings-in-one-place.js';
import { tellingNames } from './telling-names.js';
import { wordsInMessages } from './words-in-messages.js';

/** Our own rules. */
export const depot = {
  rules: {
    'import-boundary': importBoundary,
    'on-every-system': onEverySystem,
    'settings-in-one-place': settingsInOnePlace,
    'telling-names': tellingNames,
    'words-in-messages': wordsInMessages,
  },
};
