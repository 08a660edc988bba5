import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words.js';

/** The page of what was changed in two places at once, by what a person sees and clicks. */
export class ConflictsPage {
  readonly conflicts: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.conflicts = page.getByTestId('conflict');
  }

  /** The way there in the navigation, which is there only while there is something to decide. */
  link(): Locator {
    return this.page.getByRole('link', { name: this.words.say('conflicts.title'), exact: true });
  }

  /** Goes there by the navigation, which says how many items wait. */
  async open(items: number): Promise<void> {
    await expect(this.page.getByTestId('to-decide')).toHaveText(String(items));
    await this.link().click();
    const heading = this.page.getByRole('heading', { level: 1, name: this.words.say('conflicts.title') });
    await expect(heading).toBeVisible();
  }

  /** Expects that nothing waits for a choice, and the navigation not to offer it. */
  async expectNone(): Promise<void> {
    await expect(this.link()).toBeHidden();
  }

  /** What there is to decide about one field of an item. */
  conflict(item: string, field: string): Locator {
    return this.page
      .getByTestId('conflicted-item')
      .filter({ has: this.page.getByRole('heading', { name: item, exact: true }) })
      .getByRole('group', { name: field, exact: true });
  }

  /** A version of a field, by what it holds. */
  version(conflict: Locator, text: string): Locator {
    return conflict.getByTestId('version').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async keep(conflict: Locator, value: string): Promise<void> {
    await this.version(conflict, value)
      .getByRole('button', { name: this.words.say('conflicts.keep') })
      .click();
    await expect(conflict).toBeHidden();
  }

  /** Opens the field for a version of one's own. @returns where it is typed */
  async write(conflict: Locator, field: string): Promise<Locator> {
    await conflict.getByRole('button', { name: this.words.say('conflicts.thirdName', { field }) }).click();
    return conflict.getByLabel(this.words.say('conflicts.thirdLabel', { field }));
  }

  /** What holds stays, in all that there is to decide about. @param count of it */
  async keepAll(count: number): Promise<void> {
    const { page, words } = this;
    await page.getByRole('button', { name: words.say('conflicts.keepAll', { count }) }).click();
    const question = page.getByRole('dialog', { name: words.say('conflicts.askAll', { count }) });
    await question.getByRole('button', { name: words.say('conflicts.keepAllNow') }).click();
    await expect(question).toBeHidden();
  }

  /** Says whether the item stays. */
  async answer(conflict: Locator, key: 'keepItem' | 'trashItem'): Promise<void> {
    await conflict.getByRole('button', { name: this.words.say(`conflicts.${key}`) }).click();
    await expect(conflict).toBeHidden();
  }

  /** Takes a choice back, in the message that told of it. */
  async undo(said: string): Promise<void> {
    const message = this.page.getByRole('status').filter({ hasText: said });
    // An earlier act may have left the same words.
    await message
      .last()
      .getByRole('button', { name: this.words.say('common.undo') })
      .click();
  }
}
