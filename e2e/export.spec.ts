import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/brique-test.js';

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('all, what the list shows, or a selection leaves as a file or on paper', async ({ start }) => {
      const { page, inventory, words } = await start(`Atelier-${language}`);
      const say = (key: string, values = {}) => words.say(key, values);
      await inventory.create({ name: 'Rabot', category: 'Bois', brand: 'Stanley', notes: 'à ; affûter' });
      await inventory.create({ name: 'Scie', category: 'Bois' });
      await inventory.create({ name: 'Étau', category: 'Métal', serialNumber: 'H-120' });
      await inventory.expectItems(['Rabot', 'Scie', 'Étau']);
      const selection = page.getByRole('region', { name: say('inventory.selection.title') });
      const open = (within: Page | Locator) =>
        within.getByRole('button', { name: say('inventory.export') }).click();
      const choose = (key: string) => page.getByRole('menuitem', { name: say(key) }).click();

      await test.step('the whole inventory as CSV', async () => {
        await open(page);
        await expect(page.getByText(say('inventory.exportAll', { count: 3 }))).toBeVisible();
        const { name, text } = await downloaded(page, () => choose('inventory.exportCsv'));
        expect(name).toMatch(/\.csv$/);
        expect(text.trim().split('\n')).toHaveLength(4);
        expect(text).toContain('à ; affûter');
      });

      await test.step('what a search shows as JSON', async () => {
        await inventory.search('rab');
        await inventory.expectCount(1, 'inventory.found');
        await open(page);
        await expect(page.getByText(say('inventory.exportShown', { count: 1 }))).toBeVisible();
        const { name, text } = await downloaded(page, () => choose('inventory.exportJson'));
        expect(name).toMatch(/\.json$/);
        const { items } = JSON.parse(text) as { items: { name: string; brand: string }[] };
        expect(items.map((item) => [item.name, item.brand])).toEqual([['Rabot', 'Stanley']]);
        await inventory.search('');
        await inventory.expectCount(3);
      });

      await test.step('a selection as CSV', async () => {
        for (const name of ['Scie', 'Étau'])
          await page.getByRole('checkbox', { name: say('inventory.selection.select', { name }) }).check();
        await open(selection);
        await expect(page.getByText(say('inventory.exportSelected', { count: 2 }))).toBeVisible();
        const { text } = await downloaded(page, () => choose('inventory.exportCsv'));
        expect(text.trim().split('\n')).toHaveLength(3);
        expect(text).not.toContain('Rabot');
      });

      await test.step('the same selection on paper, where nothing but the list is left', async () => {
        await open(selection);
        await choose('print.menu');
        const list = page.getByRole('region', { name: say('print.title') });
        await expect(list.getByRole('rowheader')).toHaveText(['Scie', 'Étau']);
        await expect(page.getByRole('main')).toContainText(say('print.selection'));
        await page.emulateMedia({ media: 'print' });
        await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
        await expect(page.getByRole('navigation')).toBeHidden();
        await expect(list).toBeVisible();
        await page.emulateMedia({ media: null });
        await page.getByRole('link', { name: say('print.back') }).click();
        await expect(inventory.heading()).toBeVisible();
      });
    });
  });
}

/** @returns the file that a click brings, as it lies on the person's disk */
async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}
