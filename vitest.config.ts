import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // The packages' sources, so that unit tests need no build.
    alias: {
      '@brique/shared': source('./packages/shared/src/index.ts'),
      '@brique/sync-core': source('./packages/sync-core/src/index.ts'),
    },
  },
  test: {
    globalSetup: ['./scripts/lib/api-schemas.mjs'],
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'apps/web/src/**/*.test.ts'],
    pool: 'forks',
    // More than the two processors of a small machine: many tests wait for processes and networks.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
