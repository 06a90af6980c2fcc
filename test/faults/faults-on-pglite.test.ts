import { testFaults } from './faults.fixture.js';

testFaults({ store: 'pglite', seed: 20, faults: 60, jobs: 60 });
