import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/brique-test.js';
import { ImportDialog } from './support/import-dialog.js';

const HOMEBOX = fileURLToPath(new URL('../apps/server/test/transfer/fixtures/homebox.csv', import.meta.url));

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('a Homebox export comes in, is brought up to date by a second one, and that is taken back', async ({
      start,
    }, info) => {
      const { page, inventory, words } = await start('Atelier');
      await inventory.open();
      const list = new ImportDialog(inventory);

      await test.step('recognised, with a column kept as an own field', async () => {
        await list.open(HOMEBOX);
        await expect(list.text('source.homebox')).toBeVisible();
        await expect(list.column('category')).toHaveValue('HB.tags');
        await list.keep('HB.field.Voltage');
        await list.importAll(2);
        await inventory.expectItems(['Cordless drill', 'Kettle']);
        const panel = await inventory.openItem('Cordless drill');
        await expect(panel).toContainText('Tools;Electric');
        await expect(panel).toContainText('Battery replaced 2023');
        await inventory.closePanel('Cordless drill');
      });

      const changed = info.outputPath('list.csv');
      await writeFile(
        changed,
        'name;serial;brand;bought\nImpact drill;SN-1001;;13/01/2024\nSaw;SN-7;Metabo;01/02/2024\n',
      );

      await test.step('a mistake in a date is seen before anything is written', async () => {
        await list.open(changed);
        await page.getByLabel(words.say('import.dates', { date: '13/01/2024' })).selectOption('mdy');
        await list.click('check');
        await expect(list.text('problems', { count: 1 })).toBeVisible();
        await list.click('back');
        await page.getByLabel(words.say('import.dates', { date: '13/01/2024' })).selectOption('dmy');
      });

      await test.step('what is here is updated, what is new comes in', async () => {
        await list.chooseDuplicates('update');
        await list.click('check');
        await expect(list.text('ready', { count: 1 })).toBeVisible();
        await expect(list.text('willUpdate', { count: 1 })).toBeVisible();
        await list.click('import', { count: 2 });
        await expect(list.text('updated', { count: 1 })).toBeVisible();
        await expect(inventory.row('Impact drill')).toHaveCount(1);
        await expect(inventory.rows).toHaveCount(3);
      });

      await test.step('and all of that is taken back', async () => {
        await list.click('undo');
        await expect(list.text('undoneText')).toBeVisible();
        await list.click('finish');
        await expect(inventory.rows).toHaveCount(2);
        for (const name of ['Cordless drill', 'Kettle']) await expect(inventory.row(name)).toBeVisible();
      });
    });
  });
}
