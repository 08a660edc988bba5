import type { Locator } from '@playwright/test';
import { expect, type Instance, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

/** Confirms a question of the page that nothing takes back. */
async function confirm({ page, words }: Instance, title: string): Promise<void> {
  const question = page.getByRole('dialog', { name: title, exact: true });
  await expect(question).toContainText(words.say('trash.purgeWarning'));
  await question.getByRole('button', { name: words.say('trash.purge') }).click();
  await expect(question).toBeHidden();
}

const emptyTrash = async (at: Instance, count: number) => {
  await at.page.getByRole('button', { name: at.words.say('trash.empty') }).click();
  await confirm(at, at.words.say('trash.emptyTitle', { count }));
  await expect(
    at.page.getByRole('status').filter({ hasText: at.words.say('trash.gone', { count }) }),
  ).toBeVisible();
};

const trashIsEmpty = ({ page, words }: Instance): Locator =>
  page.getByRole('heading', { name: words.say('inventory.trashEmptyTitle') });

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('what is deleted for good is asked for once, and gone', async ({ atelier }) => {
      const { inventory, page, words } = atelier;
      for (const name of ['Saw', 'Plane', 'Chisel', 'Rasp']) await inventory.create({ name });
      await inventory.create({ name: 'Vice', brand: 'Heuer' });
      for (const name of ['Saw', 'Plane', 'Chisel', 'Rasp', 'Vice']) await inventory.delete(name);
      await inventory.toggleTrash();
      await inventory.expectCount(5, 'inventory.inTrash');
      await expect(inventory.row('Saw')).toContainText(words.say('trash.daysLeft', { count: 90 }));

      await test.step('restored, one is back with all it had', async () => {
        await inventory.restore('Vice');
        await inventory.expectCount(4, 'inventory.inTrash');
      });

      await test.step('by keyboard, where a hasty Enter deletes nothing', async () => {
        await inventory.row('Saw').focus();
        await page.keyboard.press('x');
        await expect(
          page.getByRole('status').filter({ hasText: words.say('inventory.selection.count', { count: 1 }) }),
        ).toBeVisible();
        await page.keyboard.press('Delete');
        const question = page.getByRole('dialog', { name: words.say('trash.purgeTitle', { count: 1 }) });
        await expect(question.getByRole('button', { name: words.say('common.cancel') })).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(question).toBeHidden();
        await inventory.expectCount(4, 'inventory.inTrash');
        await page.keyboard.press('Delete');
        await expect(question.getByRole('button', { name: words.say('common.cancel') })).toBeFocused();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await inventory.expectCount(3, 'inventory.inTrash');
      });

      await test.step('from its own page', async () => {
        const panel = await inventory.openItem('Plane');
        await panel.getByRole('button', { name: words.say('trash.purge') }).click();
        await confirm(atelier, words.say('trash.purgeOneTitle', { name: 'Plane' }));
        await expect(panel).toBeHidden();
        await inventory.expectCount(2, 'inventory.inTrash');
      });

      await test.step('all of it', async () => {
        await emptyTrash(atelier, 2);
        await expect(trashIsEmpty(atelier)).toBeVisible();
        await inventory.toggleTrash();
        await expect(inventory.rows).toHaveCount(1);
        await expect(inventory.row('Vice')).toContainText('Heuer');
      });
    });
  });
}

test.describe('between two instances', () => {
  test.use({ language: 'fr', locale: 'fr' });

  test('an emptied trash is empty on the other side too, but for what was changed there', async ({
    atelier,
    garage,
  }) => {
    await atelier.inventory.create({ name: 'Étau' });
    await atelier.inventory.create({ name: 'Lime' });
    await pair(atelier, garage);
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 2 });

    await garage.inventory.open();
    await garage.inventory.edit('Lime', { notes: 'manche neuf' });
    await atelier.inventory.open();
    await atelier.inventory.delete('Étau');
    await atelier.inventory.delete('Lime');
    await atelier.inventory.toggleTrash();
    await emptyTrash(atelier, 2);

    await atelier.sync.open();
    await atelier.sync.synchronise(garage.name, { received: 1, sent: 2 });
    for (const each of [atelier, garage]) {
      await each.inventory.open();
      await each.inventory.expectItems(['Lime']);
      const panel = await each.inventory.openItem('Lime');
      await expect(panel).toContainText('manche neuf');
      const choice = panel.getByRole('group', { name: each.words.say('conflicts.presence') });
      await expect(choice).toContainText(atelier.name);
      await expect(choice.getByRole('button', { name: each.words.say('conflicts.trashItem') })).toBeVisible();
      await each.inventory.closePanel('Lime');
      await each.inventory.toggleTrash();
      await expect(trashIsEmpty(each)).toBeVisible();
    }
  });
});
