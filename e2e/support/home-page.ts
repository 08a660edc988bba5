import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words.js';

/** The first page, by what a person sees and clicks: the first start, and the dashboard after it. */
export class HomePage {
  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {}

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: this.words.say('shell.home'), exact: true }).click();
  }

  /** The heading of a step of the first start. */
  step(step: 'name' | 'items' | 'connect'): Locator {
    return this.page.getByRole('heading', { level: 2, name: this.words.say(`firstStart.${step}.title`) });
  }

  async goOn(key: 'next' | 'finish' | 'skip' = 'next'): Promise<void> {
    await this.page.getByRole('button', { name: this.words.say(`firstStart.${key}`), exact: true }).click();
  }

  /** One board of the dashboard. */
  panel(key: string): Locator {
    return this.page
      .getByRole('region')
      .filter({ has: this.page.getByRole('heading', { level: 2, name: this.words.say(key), exact: true }) });
  }

  /** Whose place this is and how many items are kept in it, as the sign says. */
  async expectSign(name: string, items: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    const text = `${items} ${this.words.say('dashboard.items', { count: items })}`;
    await expect(this.page.getByTestId('total')).toHaveText(text);
  }
}
