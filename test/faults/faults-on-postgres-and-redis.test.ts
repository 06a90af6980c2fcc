import { testFaults } from './faults.fixture.js';

testFaults({ store: 'postgres+redis', seed: 22, faults: 70, jobs: 60 });
