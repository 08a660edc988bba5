import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words.js';

export type Field = 'name' | 'category' | 'brand' | 'model' | 'serialNumber' | 'purchaseDate' | 'notes';
export type Fields = Partial<Record<Field, string>>;

/** The Inventory page, by what a person sees and clicks. */
export class InventoryPage {
  readonly rows: Locator;
  readonly searchField: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.rows = page.getByTestId('item-row');
    this.searchField = page.getByRole('searchbox', { name: words.say('inventory.search') });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: this.words.say('shell.inventory'), exact: true }).click();
    await expect(this.heading()).toBeVisible();
  }

  heading(): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.words.say('inventory.title') });
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** Expects the page to show and to count exactly these items: none missing, none twice. */
  async expectItems(names: readonly string[]): Promise<void> {
    await this.expectCount(names.length);
    await expect(this.rows).toHaveCount(names.length);
    for (const name of names) await expect(this.row(name)).toHaveCount(1);
  }

  /** Expects the number of items as the line below the title tells it. */
  async expectCount(count: number, key = 'inventory.count'): Promise<void> {
    const words = this.words.say(key, { count });
    // An inventory without items says so in its own way.
    const place =
      count === 0 && key === 'inventory.count'
        ? this.page.getByRole('heading', { name: this.words.say('inventory.emptyTitle') })
        : this.page.getByRole('status').filter({ hasText: words });
    await expect(place).toBeVisible();
  }

  async create(fields: Fields): Promise<void> {
    await this.page.getByRole('link', { name: this.words.say('inventory.new') }).click();
    const form = this.dialog(this.words.say('form.createTitle'));
    await this.fill(form, fields);
    await form.getByRole('button', { name: this.words.say('form.create') }).click();
    await expect(form).toBeHidden();
  }

  /** Opens an item of the list. @returns its panel */
  async openItem(name: string): Promise<Locator> {
    const panel = this.dialog(name);
    // A list that is read anew may move under the pointer: then people click again.
    await expect(async () => {
      if (!(await panel.isVisible())) await this.row(name).click({ timeout: 3000 });
      await expect(panel).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 15_000 });
    return panel;
  }

  /** Changes fields of an item of the list, then closes it. */
  async edit(name: string, changes: Fields): Promise<void> {
    const panel = await this.openItem(name);
    await panel.getByRole('link', { name: this.words.say('detail.edit') }).click();
    const form = this.dialog(this.words.say('form.editTitle', { name }));
    await this.fill(form, changes);
    await form.getByRole('button', { name: this.words.say('form.save') }).click();
    await expect(form).toBeHidden();
    await this.closePanel(changes.name ?? name);
  }

  /** Puts an item of the list in the trash. */
  async delete(name: string): Promise<void> {
    const panel = await this.openItem(name);
    await panel.getByRole('button', { name: this.words.say('detail.delete') }).click();
    await expect(panel).toBeHidden();
  }

  /** Takes a deletion back, in the message that tells it; messages of earlier ones may still stand there. */
  async undo(name: string): Promise<void> {
    const message = this.page
      .getByRole('status')
      .filter({ hasText: this.words.say('inventory.deletedToast', { name }) });
    await message.getByRole('button', { name: this.words.say('common.undo') }).click();
  }

  async toggleTrash(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.say('inventory.trash') }).click();
  }

  /** Takes an item of the trash back. */
  async restore(name: string): Promise<void> {
    const panel = await this.openItem(name);
    await panel.getByRole('button', { name: this.words.say('detail.restore') }).click();
    await expect(panel.getByRole('link', { name: this.words.say('detail.edit') })).toBeVisible();
    await this.closePanel(name);
  }

  async search(text: string): Promise<void> {
    await this.searchField.fill(text);
  }

  /** The value beside a field's name in an item's panel. */
  fact(panel: Locator, field: Field): Locator {
    const label = this.words.say(`item.${field}`);
    return panel
      .locator('dl > div')
      .filter({ has: this.page.getByRole('term').filter({ hasText: label }) })
      .getByRole('definition');
  }

  /** The value of a person's own field in an item's panel. */
  own(panel: Locator, name: string): Locator {
    return panel
      .getByRole('region', { name: this.words.say('form.own.title') })
      .locator('dl > div')
      .filter({ has: this.page.getByRole('term').filter({ hasText: name }) })
      .getByRole('definition');
  }

  /** The versions between which an item's panel lets one choose. */
  versions(panel: Locator): Locator {
    return panel.getByRole('region', { name: this.words.say('conflicts.title') }).getByTestId('version');
  }

  async closePanel(name: string): Promise<void> {
    const panel = this.dialog(name);
    await panel.getByRole('button', { name: this.words.say('common.close') }).click();
    await expect(panel).toBeHidden();
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name, exact: true });
  }

  private async fill(form: Locator, fields: Fields): Promise<void> {
    for (const [field, value] of Object.entries(fields)) {
      await form.getByLabel(this.words.say(`item.${field}`)).fill(value);
    }
  }
}
