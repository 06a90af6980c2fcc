import { testFaults } from './faults.fixture.js';

testFaults({ store: 'postgres', seed: 21, faults: 70, jobs: 60 });
