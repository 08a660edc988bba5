import { writeFile } from 'node:fs/promises';
import { expect, test } from './support/brique-test.js';
import { ImportDialog } from './support/import-dialog.js';
import { expectClear, SIZES } from './support/messages.js';
import { sampleInventoryCsv } from './support/sample-inventory.js';

/** Of the sample: three kinds of kitchen things, of four makes each, on two shelves. */
const KITCHEN = 24;
const ALL = 200;

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('200 things are narrowed, marked, changed together, deleted and brought back', async ({
      start,
    }, info) => {
      const atelier = await start(`Atelier-${language}`);
      const { page, inventory, words } = atelier;
      if (language === 'fr') await page.getByRole('button', { name: 'FR, Français' }).click();
      await inventory.open();
      const file = info.outputPath('workshop.csv');
      await writeFile(file, sampleInventoryCsv());
      const button = (key: string, values = {}) =>
        page.getByRole('button', { name: words.say(key, values), exact: true });
      const selection = page.getByRole('region', { name: words.say('inventory.selection.title') });
      /** A message of what was done, to whoever watches. */
      const said = (key: string, count: number) =>
        page.getByRole('status').filter({ hasText: words.say(`inventory.selection.${key}`, { count }) });

      await test.step('a list comes in', async () => {
        const dialog = new ImportDialog(inventory);
        await dialog.open(file);
        await dialog.importAll(ALL);
        await inventory.expectCount(ALL);
      });

      await test.step('the search marks what it found', async () => {
        await page.keyboard.press('/');
        await expect(inventory.searchField).toBeFocused();
        await page.keyboard.type('toast phil');
        await inventory.expectCount(2, 'inventory.found');
        await expect(inventory.rows.first().locator('mark:visible')).toHaveText(['Toast', 'Phil']);
        await inventory.search('');
      });

      await test.step('a category with its count narrows the list, and the address says so', async () => {
        await button('item.category').click();
        await page.getByRole('button', { name: /^Kitchen/ }).click();
        await inventory.expectCount(KITCHEN, 'inventory.found');
        await expect(page).toHaveURL(/[?&]category=Kitchen/);
        await page.reload();
        await inventory.expectCount(KITCHEN, 'inventory.found');
      });

      await test.step('all that match are changed together, and put back', async () => {
        await page.locator('[data-index="0"]').getByRole('checkbox').click();
        await selection
          .getByRole('button', { name: words.say('inventory.selection.all', { count: KITCHEN }) })
          .click();
        await selection.getByRole('button', { name: words.say('detail.edit') }).click();
        const form = inventory.dialog(words.say('inventory.selection.editTitle', { count: KITCHEN }));
        await form.getByRole('checkbox', { name: words.say('item.brand') }).check();
        await form.getByRole('combobox', { name: words.say('item.brand') }).fill('Lent out');
        await form
          .getByRole('button', { name: words.say('inventory.selection.editSubmit', { count: KITCHEN }) })
          .click();
        await expect(inventory.rows.first()).toContainText('Lent out');
        await said('changed', KITCHEN)
          .getByRole('button', { name: words.say('common.undo') })
          .click();
        await expect(said('undone', KITCHEN)).toBeVisible();
        await expect(inventory.rows.filter({ hasText: 'Lent out' })).toHaveCount(0);
      });

      await test.step('the filter goes away by its button', async () => {
        await button('inventory.filter.clear').click();
        await inventory.expectCount(ALL);
      });

      await test.step('by keys alone: select three, delete', async () => {
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('x');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Shift+X');
        await expect(selection).toContainText(words.say('inventory.selection.count', { count: 3 }));
        await page.keyboard.press('Delete');
        await inventory.expectCount(ALL - 3);
        await expect(selection).toBeHidden();
      });

      await test.step('taken back by a key; what is told lies over no button of what is selected meanwhile', async () => {
        await page.locator('[data-index="0"]').getByRole('checkbox').click();
        await expect(selection).toBeVisible();
        await page.keyboard.press('Control+z');
        for (const size of SIZES.toReversed()) {
          await page.setViewportSize(size);
          await expectClear(said('undone', 3), selection.getByRole('button'), words);
        }
        await inventory.expectCount(ALL);
        await page.keyboard.press('Escape');
        await expect(selection).toBeHidden();
      });

      await test.step('as cards, with the same keys explained', async () => {
        await page
          .getByRole('radio', { name: words.say('inventory.viewCards') })
          .or(button('inventory.viewCards'))
          .first()
          .click({ force: true });
        await expect(page).toHaveURL(/[?&]view=cards/);
        await expect(inventory.rows.first()).toBeVisible();
        await page.keyboard.press('?');
        const help = inventory.dialog(words.say('inventory.help.title'));
        await expect(help).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(help).toBeHidden();
      });
    });
  });
}
