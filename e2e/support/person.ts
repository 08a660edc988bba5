import { expect, type Locator, type Page } from '@playwright/test';

/** A person's pace, in milliseconds: not a hasty one. */
const CLICK = 1200;
const KEY = 200;
const READ = 3000;
/** To find a file in the system's own window: two folders, the file, and Open. */
const CHOOSE_FILE = 4 * CLICK;

/** Somebody at a page, who looks, aims and types in a person's time, and waits where a machine makes one wait. */
export class Person {
  /** Milliseconds in which hands or eyes had something to do. */
  handsOn = 0;
  /** Milliseconds of waiting for a machine. */
  waited = 0;

  /** Comes to a page: types its address and reads what is there. */
  async visit(page: Page, address: string): Promise<void> {
    await this.#spend(page, address.length * KEY);
    await this.waitFor(async () => {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
    await this.read(page);
  }

  /** Takes in a new screen. @param times how much there is to read */
  async read(page: Page, times = 1): Promise<void> {
    await this.#spend(page, READ * times);
  }

  /** Moves to something and clicks it. */
  async click(target: Locator): Promise<void> {
    await this.waitFor(() => expect(target).toBeVisible());
    await this.#spend(target.page(), CLICK);
    await target.click();
  }

  async type(field: Locator, text: string): Promise<void> {
    await this.click(field);
    await this.#timed(() => field.pressSequentially(text, { delay: KEY }));
  }

  /** Answers the system's question for a file. @param ask what opens it */
  async chooseFile(page: Page, ask: Locator, path: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await this.click(ask);
    const question = await chooser;
    await this.#spend(page, CHOOSE_FILE);
    await question.setFiles(path);
  }

  /** Waits for a machine; nothing is to be done meanwhile. */
  async waitFor(what: () => Promise<void>): Promise<void> {
    const from = performance.now();
    await what();
    this.waited += performance.now() - from;
  }

  async #spend(page: Page, ms: number): Promise<void> {
    await this.#timed(() => page.waitForTimeout(ms));
  }

  async #timed(work: () => Promise<void>): Promise<void> {
    const from = performance.now();
    await work();
    this.handsOn += performance.now() - from;
  }
}
