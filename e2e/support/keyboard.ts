import { expect, type Locator, type Page } from '@playwright/test';

/** More presses than any page of ours has stops. */
const MOST_STOPS = 60;

/** Presses Tab until a control has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
  }
  throw new Error(`${target} cannot be reached with the Tab key.`);
}

/** Reaches a control with Tab and presses it with Enter. */
export async function pressWithKeyboard(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
