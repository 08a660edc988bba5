import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** `npm test` names the browser it found or installed; by hand, one of the usual places will do. */
const BROWSERS = [
  process.env.BRIQUE_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = BROWSERS.find((path) => path !== undefined && path !== '' && existsSync(path));

const WALK = '**/walk.spec.ts';

export default defineConfig({
  testDir: '.',
  // `npm run walk` is slow on purpose and makes the pictures of the README.
  ...(process.env.BRIQUE_WALK_HERE === undefined ? { testIgnore: WALK } : { testMatch: WALK }),
  outputDir: 'test-results',
  // Each test runs two servers and two pages, and waits half of its time: three keep two processors busy.
  workers: 3,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    colorScheme: 'light',
    viewport: { width: 1280, height: 900 },
    // As for people who ask their system for it: nothing is awaited that only moves.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    // Snapshots tell what the page was; a film besides costs a third of the processor.
    // What is not kept after the run is not written: each step's snapshot costs time.
    trace: process.env.CI === undefined ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    },
  },
});
