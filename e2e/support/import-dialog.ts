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
    const name = this.inventory.words.say(`item.${field}`);
    return this.#dialog.getByRole('combobox', { name, exact: true });
  }

  /** Something the dialog says. */
  text(key: string, values: Record<string, string | number> = {}): Locator {
    return this.#dialog.getByText(this.inventory.words.say(`import.${key}`, values));
  }

  async click(key: string, values: Record<string, string | number> = {}): Promise<void> {
    const name = this.inventory.words.say(`import.${key}`, values);
    await this.#dialog.getByRole('button', { name, exact: true }).click();
  }

  /** Chooses what becomes of items that are here already. */
  async chooseDuplicates(choice: 'skip' | 'update' | 'create'): Promise<void> {
    const name = this.inventory.words.say(`import.duplicate.${choice}`);
    await this.#dialog.getByRole('radio', { name }).check();
  }

  /** Keeps a column as an own field of each item. */
  async keep(column: string): Promise<void> {
    await this.#dialog.getByText(column, { exact: true }).last().click();
    await expect(this.#dialog.getByRole('checkbox', { name: column })).toBeChecked();
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
