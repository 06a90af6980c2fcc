import { lookForLeaksOn } from './leaks.fixture.js';

lookForLeaksOn('postgres+redis');
