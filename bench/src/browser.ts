import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

const INSTALLED = [
  process.env.BRIQUE_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** @returns path of a Chromium @throws Error when there is none */
export function chromiumPath(): string {
  const found = INSTALLED.find((path) => path !== undefined && path !== '' && existsSync(path));
  if (found === undefined)
    throw new Error('This bench needs Chromium; install it or set BRIQUE_CHROMIUM to its path.');
  return found;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}
