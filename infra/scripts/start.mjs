// An old Node must get as far as its sentence: nothing newer is parsed before the check has passed.
import './setup/node-version.mjs';
import('./start/depot.mjs');
