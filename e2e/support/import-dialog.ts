import { expect, type Locator } from '@playwright/test';
import type { Field, InventoryPage } from './inventory-page.js';

/** The dialog that brings a list into the inventory. */
export class ImportDialog {
  readonly #dialog: Locator;

  constructor(readonly inventory: InventoryPage) {
    this.#dialog = inventory.dialog(inventory.words.say('import.title'));
  }

  /** Opens the dialog and chooses a file in it. */
  async open(path: string): Promise<void> {
    const { page, words } = this.inventory;
    await page.getByRole('button', { name: words.say('inventory.import') }).click();
    const chooser = page.waitForEvent('filechooser');
    await this.#dialog.getByRole('button', { name: words.say('import.choose') }).click();
    await (await chooser).setFiles(path);
  }

  /** The choice of the file's column that holds a field. */
  column(field: Field): Locator {
    return this.#dialog.getByLabel(this.inventory.words.say(`item.${field}`));
  }

  /** Checks the file, imports it and leaves the dialog, expecting every record to be taken. */
  async importAll(count: number): Promise<void> {
    const { words } = this.inventory;
    await this.#dialog.getByRole('button', { name: words.say('import.check') }).click();
    const slow = { timeout: 30_000 };
    await expect(this.#dialog).toContainText(words.say('import.ready', { count }), slow);
    await this.#dialog.getByRole('button', { name: words.say('import.import', { count }) }).click();
    await expect(this.#dialog).toContainText(words.say('import.done', { count }), slow);
    await this.#dialog.getByRole('button', { name: words.say('import.finish') }).click();
    await expect(this.#dialog).toBeHidden();
  }
}
