import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words.js';

/** A screen on a desk, and a telephone. */
export const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;

/** What is told in the corner now; each message can be closed. */
function messages(page: Page, words: Words): Locator {
  const close = page.getByRole('button', { name: words.say('common.close') });
  return page.locator('[role=status], [role=alert]').filter({ has: close });
}

/**
 * Expects that no message lies over what can be pressed, and that all of it is in sight without scrolling.
 * @param told the message that the test waited for
 */
export async function expectClear(told: Locator, actions: Locator, words: Words): Promise<void> {
  const page = told.page();
  await expect(told).toBeVisible();
  const inTheWay = async () => {
    const size = page.viewportSize();
    const [over, pressed] = await Promise.all([boxes(messages(page, words)), boxes(actions)]);
    if (over.length === 0 || pressed.length === 0) return 'nothing to compare';
    return pressed.filter(
      (box) =>
        box.bottom > (size?.height ?? 0) || box.top < 0 || over.some((message) => overlap(message, box)),
    );
  };
  await expect.poll(inTheWay, `at ${page.viewportSize()?.width} px`).toEqual([]);
}

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxes(of: Locator): Promise<Box[]> {
  return of.evaluateAll((all) =>
    all.map((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return { text: each.textContent ?? '', left, right, top, bottom };
    }),
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
