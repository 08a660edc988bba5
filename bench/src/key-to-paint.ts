import type { Browser, Page } from '@playwright/test';

/** What the page itself notes, in its own clock. */
interface Watched {
  pressed: number;
  painted: ((ms: number) => void) | null;
}
declare global {
  var briqueWatch: Watched;
}

/**
 * Types words into the inventory's search, letter by letter, and measures for each letter how long it takes from the key
 * press until the list of what it finds has been painted. The page has painted when the list says that it is not busy, holds
 * the search in the address, and the frame that shows it has been handed over.
 * @returns ms for each letter
 */
export async function keyToPaint(browser: Browser, url: string, words: readonly string[]): Promise<number[]> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${url}/inventory`);
  await page.locator('[data-index="0"] a').first().waitFor();
  await page.evaluate(watchKeys);
  const search = page.locator('input[type=search]');
  const times: number[] = [];
  for (const word of words) {
    let typed = '';
    for (const letter of word) {
      typed += letter;
      const painted = page.evaluate(whenPainted, typed);
      await search.press(letter);
      times.push(await painted);
    }
    await clear(page);
  }
  await page.context().close();
  return times;
}

async function clear(page: Page): Promise<void> {
  const painted = page.evaluate(whenPainted, '');
  await page.locator('input[type=search]').fill('');
  await painted;
}

function watchKeys(): void {
  globalThis.briqueWatch = { pressed: 0, painted: null };
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      globalThis.briqueWatch.pressed = timeStamp;
    },
    true,
  );
}

/** Runs in the page. @returns ms from the last key press to the frame after the results were drawn */
function whenPainted(search: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`nothing was painted for "${search}"`)), 20_000);
    const isDrawn = () => {
      const held = new URLSearchParams(location.search).get('q') ?? '';
      // The router writes a search that looks like a number or a list in JSON.
      return held.replaceAll('"', '') === search && document.querySelector('[aria-busy="true"]') === null;
    };
    const look = () => {
      if (!isDrawn()) return requestAnimationFrame(look);
      // What stands in the page when a frame's callbacks run is what that frame paints; a task after them runs once it has been
      // handed over.
      return setTimeout(() => {
        clearTimeout(giveUp);
        resolve(performance.now() - globalThis.briqueWatch.pressed);
      });
    };
    requestAnimationFrame(look);
  });
}
