import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('an earlier state of an item is restored, and a session is rolled back on both sides', async ({
      atelier,
      garage,
    }) => {
      const { words } = atelier;
      const name = 'Tour à bois';
      const [before, after] = ['Courroie usée', 'Courroie neuve'];
      await atelier.inventory.create({ name, notes: before });
      await pair(atelier, garage);
      await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
      await garage.inventory.open();
      await garage.inventory.edit(name, { notes: after });
      await garage.inventory.create({ name: 'Mixeur' });
      await atelier.sync.open();
      await atelier.sync.synchronise(garage.name, { received: 2, sent: 0 });

      await test.step('the session tells what it changed, and goes back as a whole', async () => {
        const { page } = atelier;
        const session = page.getByTestId('history-item').first();
        await session.getByRole('button', { name: words.say('sync.changes.show') }).click();
        await expect(
          session.getByText(
            words.say('sync.changes.line', { label: words.say('item.notes'), old: before, new: after }),
          ),
        ).toBeVisible();
        await expect(session.getByText(words.say('sync.changes.kind.created'))).toBeVisible();
        await page.screenshot({ path: test.info().outputPath('session.png') });
        await session.getByRole('button', { name: words.say('sync.changes.rollBack') }).click();
        const dialog = page.getByRole('dialog');
        await expect(dialog.getByText(words.say('sync.changes.willChange', { count: 1 }))).toBeVisible();
        await expect(dialog.getByText(words.say('sync.changes.willTrash', { count: 1 }))).toBeVisible();
        await dialog.getByRole('button', { name: words.say('sync.changes.rollBack') }).click();
        await expect(page.getByText(words.say('sync.changes.done', { count: 2 }))).toBeVisible();
        await atelier.sync.synchronise(garage.name, { received: 0, sent: 2 });
        await garage.inventory.open();
        await garage.inventory.expectItems([name]);
      });

      await test.step('the item’s history leads back, and the way back can be undone', async () => {
        const { page } = garage;
        await page.getByRole('link', { name }).first().click();
        const history = page.getByRole('region', { name: words.say('detail.history') });
        await expect(history.getByText(after)).toHaveCount(2);
        await page.screenshot({ path: test.info().outputPath('item.png') });
        await history
          .getByRole('button', { name: words.say('detail.restoreBefore') })
          .first()
          .click();
        const dialog = page.getByRole('dialog', { name: words.say('detail.restoreTitle') });
        await expect(dialog.getByText(after)).toBeVisible();
        await dialog.getByRole('button', { name: words.say('detail.restoreConfirm') }).click();
        await expect(page.getByText(words.say('detail.stateRestored'))).toBeVisible();
        // In French “Undo” and “Cancel” are one word.
        await expect(dialog).toBeHidden();
        await expect(history.getByText(after)).toHaveCount(3);
        await page.getByRole('button', { name: words.say('common.undo') }).click();
        await expect(history.getByText(after)).toHaveCount(4);
      });
    });
  });
}
