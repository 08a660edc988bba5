import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Expects axe to find nothing to mend on what the page shows now, in light and in dark.
 * @param within only in this part, for what stands in no landmark by its nature, such as a menu
 */
export async function expectAccessible(page: Page, what: string, within?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await settle(page);
    expect(await findings(page, within), `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** Colours half-way through a transition are nobody's colours. What never ends, such as a placeholder's pulse, is not waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    return Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** @returns each rule that is broken, with the first elements that break it */
async function findings(page: Page, within?: string): Promise<string[]> {
  // Evaluated rather than loaded as a script: the page's policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ tags, within }) => {
      const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(
        within ?? document,
        {
          runOnly: { type: 'tag', values: tags },
          resultTypes: ['violations'],
        },
      );
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`)
            .join(' | ')}`,
      );
    },
    { tags: RULES, within },
  );
}
