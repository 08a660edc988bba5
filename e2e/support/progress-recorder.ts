import type { Page } from '@playwright/test';

/** What the progress of a session showed at one moment. */
export interface ProgressShown {
  /** e.g. `Sending: 1,024 of 5,000`, then the bytes. */
  readonly text: string;
  /** How full the bar was, 0 to 100. */
  readonly bar: number;
}

/**
 * Takes down every change of the progress that a page shows, however short.
 * @param onChange called at once for each
 * @returns what was shown so far, in order
 */
export async function recordProgress(
  page: Page,
  onChange: (shown: ProgressShown) => void = () => {},
): Promise<readonly ProgressShown[]> {
  const seen: ProgressShown[] = [];
  await page.exposeFunction('progressShown', (shown: ProgressShown) => {
    seen.push(shown);
    onChange(shown);
  });
  await page.evaluate(() => {
    const report = (globalThis as unknown as { progressShown: (shown: object) => void }).progressShown;
    let last = '';
    const look = () => {
      const place = document.querySelector('[data-testid="sync-progress"]');
      const bar = place?.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow');
      const shown = { text: place?.textContent ?? '', bar: Number(bar ?? 0) };
      if (place === null || JSON.stringify(shown) === last) return;
      last = JSON.stringify(shown);
      report(shown);
    };
    new MutationObserver(look).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      ...{ attributes: true, attributeFilter: ['aria-valuenow'] },
    });
  });
  return seen;
}
