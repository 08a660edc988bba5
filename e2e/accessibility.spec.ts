import { expectAccessible } from './support/axe.js';
import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

test.describe('axe finds nothing to mend', () => {
  test('in the inventory and what opens from it', async ({ start }) => {
    const { page, inventory, words } = await start('Atelier');
    await inventory.open();
    await expectAccessible(page, 'an empty inventory');
    await inventory.create({ name: 'Rabot', category: 'Bois', brand: 'Stanley', notes: 'To be sharpened.' });
    await inventory.create({ name: 'Scie', category: 'Bois' });
    await expect(inventory.rows).toHaveCount(2);
    await expectAccessible(page, 'the list');

    await page.goto('/inventory?view=cards');
    await expect(inventory.heading()).toBeVisible();
    await expectAccessible(page, 'the cards');
    await page.goto('/inventory?q=nothing');
    await expect(inventory.heading()).toBeVisible();
    await expectAccessible(page, 'a search without results');

    await page.goto('/inventory/new');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'the form');
    await page.goto('/inventory');
    const panel = await inventory.openItem('Rabot');
    await expectAccessible(page, 'an item');
    await panel.getByRole('link', { name: words.say('detail.edit') }).click();
    await expect(
      page.getByRole('dialog', { name: words.say('form.editTitle', { name: 'Rabot' }) }),
    ).toBeVisible();
    await expectAccessible(page, 'the form of an item');

    await page.goto('/inventory');
    await page.getByRole('button', { name: words.say('inventory.import') }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'the import');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'the keys');
    await page.goto('/inventory?trash=true');
    await expect(inventory.heading()).toBeVisible();
    await expectAccessible(page, 'the trash');
    for (const [path, what] of [
      ['/labels?list=true', 'the labels'],
      ['/scan', 'the scanning'],
      ['/i/01935b2c-7d1e-7abc-8def-0123456789ab', 'a label of another inventory'],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, what);
    }
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, 'an address without a page');
  });

  test('in the synchronisation', async ({ atelier, garage }) => {
    await atelier.sync.open();
    await expectAccessible(atelier.page, 'without approved instances');
    await atelier.inventory.open();
    await atelier.inventory.create({ name: 'Rabot' });
    await pair(atelier, garage);
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await expectAccessible(atelier.page, 'with an approved instance and a history');
  });
});
