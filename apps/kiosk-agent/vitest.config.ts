import { defineConfig } from 'vitest/config';

// Only the sources: `tsc -b` leaves a compiled copy of every test in dist.
export default defineConfig({ test: { include: ['src/**/*.test.ts'] } });
