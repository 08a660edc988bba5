import type { Page } from '@playwright/test';

/** Chromium's own line for an answer of 400 and above, which the page handles and explains itself. */
const REFUSED = /^Failed to load resource: the server responded with a status of (\d+)/;
/** What it writes while the server of a page is gone. */
const OUTAGE =
  /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)|^An unknown error occurred when fetching the script\.$/;

/** Collects what a page does wrong out of sight: errors in the console, uncaught ones, and breaches of its policy (CSP). */
export class PageWatch {
  readonly #faults: string[] = [];
  readonly #refusals = new Set<number>();
  #mayBeOut = false;

  constructor(page: Page, who: string) {
    page.on('console', (message) => {
      const text = message.text();
      const isCount = message.type() === 'error' || /content security policy/i.test(text);
      if (isCount && !this.#isExpected(text))
        this.#faults.push(`${who}, console: ${text} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#faults.push(`${who}, uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#faults.push(`${who}: the page crashed`));
  }

  /** The test provokes answers with this HTTP status. */
  expectRefusal(status: number): void {
    this.#refusals.add(status);
  }

  /** The test takes this page's server away. */
  expectOutage(): void {
    this.#mayBeOut = true;
  }

  faults(): readonly string[] {
    return this.#faults;
  }

  #isExpected(text: string): boolean {
    const status = REFUSED.exec(text)?.[1];
    if (status !== undefined) return this.#refusals.has(Number(status));
    return this.#mayBeOut && OUTAGE.test(text);
  }
}
