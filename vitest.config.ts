import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What takes half a minute and more, so that nobody waits for it alone at the end. */
const LONG = [
  'sessions/simulation',
  'integration/interruptions',
  'doctor/namespaces',
  'discovery/namespaces',
];
const isLong = ({ moduleId }: TestSpecification) => LONG.some((name) => moduleId.includes(name));

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
