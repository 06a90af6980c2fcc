import { lookForLeaksOn } from './leaks.fixture.js';

lookForLeaksOn('pglite');
